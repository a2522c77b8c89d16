/** Files of Laravel itself: what an application's copy leaves out comes from the framework's own. */
const framework =
  /^(?:app|auth|broadcasting|cache|concurrency|cors|database|filesystems|hashing|logging|mail|queue|session|view)$/;

/** Files that packages publish into an application; a package fills up what is missing at the top. */
const published =
  /^(?:sanctum|passport|horizon|telescope|scout|octane|reverb|pulse|pennant|cashier|fortify|jetstream|livewire|filament[\w-]*|permission|media-library|medialibrary|activitylog|backup|excel|debugbar|ide-helper|image|dompdf|snappy|trustedproxy|tinker|sentry|ray|flare|ignition|l5-swagger|scribe|jwt|sluggable|translatable|geoip|location|purifier|captcha|recaptcha|google2fa|twilio|dusk|sail|breadcrumbs|datatables|elfinder|lfm|health|query-builder|data|settings|self-update|feed|sitemap|analytics|newsletter|webhook-\w+|firewall|blade-[\w-]+|inertia|ziggy|nova[\w-]*|vapor|socialite|laravel[\w-]*|ldap\w*|audit|roles|multitenancy|tenancy|websockets|fcm|firebase|hashids|countries|money|responsecache|eloquent[\w-]*|repository|modules|graphql|lighthouse|saml2?[\w-]*|secure-headers|javascript|mailgun|dotenv-editor|cookie-consent|browsershot|csp|honeypot|log-viewer|logviewer)$/;

/** Top-level keys of `services.php` that the framework's own file has. */
const ofServices = /^services\.(?:postmark|ses|resend|slack|mailgun)\b/;

/** Whether a key that the file lacks may come from the framework or a package. */
export function isPublishedConfig(key: string, file: string): boolean {
  return framework.test(file) || published.test(file) || ofServices.test(key);
}
