import type { Stage } from '../stages/rule.ts';

interface Running {
  open: number;
  since: number;
  total: number;
}

/** For each stage, the milliseconds during which some of its work was under way; what runs side by side counts once. */
export class StageClock {
  readonly #stages = new Map<Stage, Running>();

  /** Does a piece of work of a stage, and counts its time. */
  during<T>(stage: Stage, work: () => T): T {
    this.#start(stage);
    try {
      return work();
    } finally {
      this.#stop(stage);
    }
  }

  /** The same for work that ends later. */
  async duringAll<T>(stage: Stage, work: () => T | Promise<T>): Promise<T> {
    this.#start(stage);
    try {
      return await work();
    } finally {
      this.#stop(stage);
    }
  }

  /** `{configReadMs: 12}` for `Read`; stages that did nothing are left out. */
  times(what: 'Read' | 'Rules'): Readonly<Record<string, number>> {
    return Object.fromEntries(
      [...this.#stages].map(([stage, { total }]) => [`${stage}${what}Ms`, Math.round(total)]),
    );
  }

  #start(stage: Stage): void {
    const running = this.#stages.get(stage) ?? { open: 0, since: 0, total: 0 };
    if (running.open === 0) running.since = performance.now();
    running.open += 1;
    this.#stages.set(stage, running);
  }

  #stop(stage: Stage): void {
    const running = this.#stages.get(stage);
    if (!running) return;
    running.open -= 1;
    if (running.open === 0) running.total += performance.now() - running.since;
  }
}
