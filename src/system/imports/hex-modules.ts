/** Elixir modules of packages that their name does not tell. From the packages' own documentation. */
const modules: Readonly<Record<string, readonly string[]>> = {
  bcrypt_elixir: ['Bcrypt'],
  argon2_elixir: ['Argon2'],
  comeonin: ['Comeonin'],
  ecto_sql: ['Ecto.Adapters', 'Ecto.Migration', 'Ecto.Migrator', 'Ecto.Multi'],
  httpoison: ['HTTPoison'],
  poison: ['Poison'],
  phoenix_html: ['Phoenix.HTML'],
  phoenix_html_helpers: ['PhoenixHTMLHelpers'],
  phoenix_pubsub: ['Phoenix.PubSub'],
  phoenix_swoosh: ['Phoenix.Swoosh'],
  eqrcode: ['EQRCode'],
  floki: ['Floki'],
  gettext: ['Gettext'],
  oban: ['Oban'],
  nimble_csv: ['NimbleCSV'],
  html_entities: ['HtmlEntities'],
  sweet_xml: ['SweetXml'],
  ex_aws: ['ExAws'],
  ex_aws_s3: ['ExAws.S3'],
  ex_aws_ses: ['ExAws.SES'],
  ex_aws_sqs: ['ExAws.SQS'],
  ex_json_schema: ['ExJsonSchema'],
  open_telemetry: ['OpenTelemetry'],
  opentelemetry: ['OpenTelemetry'],
  opentelemetry_api: ['OpenTelemetry'],
  plug_crypto: ['Plug.Crypto'],
  postgrex: ['Postgrex'],
  db_connection: ['DBConnection'],
  cors_plug: ['CORSPlug'],
  jose: ['JOSE'],
  uuid: ['UUID'],
  elixir_uuid: ['UUID'],
  yaml_elixir: ['YamlElixir'],
  telemetry_metrics: ['Telemetry.Metrics'],
  telemetry_poller: [':telemetry_poller'],
};

/** Families whose members have modules below their own: `phoenix_live_view` is `Phoenix.LiveView`. */
const families =
  /^(phoenix|plug|ecto|absinthe|ueberauth|guardian|swoosh|tesla|oban|sentry|wallaby|cachex)_(.+)$/;

export interface HexModules {
  readonly modules: readonly string[];
  readonly certain: boolean;
}

/** Modules that a package of Hex brings; libraries of Erlang are called by their own name in small letters. */
export function hexModules(name: string): HexModules {
  if (Object.hasOwn(modules, name)) return { modules: modules[name] ?? [], certain: true };
  const [, first, rest] = families.exec(name) ?? [];
  const whole = camel(name);
  const below = first === undefined || rest === undefined ? [] : [`${camel(first)}.${camel(rest)}`];
  return { modules: [...new Set([...below, whole])], certain: false };
}

function camel(name: string): string {
  return name.replace(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
