import { Worker } from 'node:worker_threads';

export interface DiffRequest {
  readonly format: 'swagger2' | 'openapi3';
  /** JSON */
  readonly source: string;
  readonly destination: string;
}

export interface Difference {
  readonly code: string;
  /** `paths./users.get.responses.200` … */
  readonly source: readonly string[];
  readonly destination: readonly string[];
}

/** Milliseconds and megabytes after which the package is stopped. */
const limits = { time: 4000, memory: 384 };

/**
 * Breaking differences that openapi-diff sees. Empty also when it refuses the
 * documents, crashes, or takes too long: then nothing is lost and nothing is said.
 */
export function runOpenApiDiff(request: DiffRequest): Promise<readonly Difference[]> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./openapi-diff-worker.js', import.meta.url), {
      workerData: request,
      resourceLimits: { maxOldGenerationSizeMb: limits.memory },
      // The package writes to the console when it does not like a document.
      stdout: true,
      stderr: true,
      env: {},
    });
    const timer = setTimeout(() => finish([]), limits.time);
    const finish = (differences: readonly Difference[]): void => {
      clearTimeout(timer);
      resolve(differences);
      void worker.terminate();
    };
    worker.once('message', (message) => finish(message as readonly Difference[]));
    worker.once('error', () => finish([]));
    worker.once('exit', () => finish([]));
  });
}
