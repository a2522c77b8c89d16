/** Tells what is being done, on one line that is wiped at the end. */
export interface Progress {
  readonly tell: (phase: string) => void;
  readonly clear: () => void;
}

/** Short runs say nothing: the first word comes after this many milliseconds. */
const patience = 700;

/** Progress for a terminal; silent when the stream is a file or a pipe. */
export function progressOn(stream: NodeJS.WriteStream): Progress {
  if (!stream.isTTY) return { tell: () => undefined, clear: () => undefined };
  const start = performance.now();
  let shown = false;
  return {
    tell(phase) {
      if (performance.now() - start < patience) return;
      shown = true;
      stream.write(`\r\u001b[Ksystem-drift: ${phase} …`);
    },
    clear() {
      if (shown) stream.write('\r\u001b[K');
      shown = false;
    },
  };
}
