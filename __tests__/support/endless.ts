/**
 * Milliseconds that no input may take, however hostile. Not a measure of speed, which depends on the machine and is
 * the bench's business: what backtracks or copies without end would take hours.
 */
export const endless = 60_000;
