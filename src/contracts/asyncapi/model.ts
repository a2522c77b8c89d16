import type { At } from '../at.ts';
import type { Direction } from '../change.ts';
import type { Lifecycle } from '../lifecycle.ts';
import type { Parts } from '../schema/shape.ts';

/** Messages that pass one way over one channel. */
export interface Flow {
  /** equal for what partners take for the same: direction and shape of the address */
  readonly key: string;
  /** as the document names it: `publish orders/{id}`, `receive orders/{id}`, `reply to send orders` */
  readonly name: string;
  /** `request`: others send the messages to the application described; `response`: they receive them */
  readonly direction: Direction;
  readonly at: At;
  readonly lifecycle: Lifecycle;
  readonly messages: readonly Message[];
}

export interface Message {
  readonly name: string;
  readonly at: At;
  /** lower case, without parameters; undefined where the document does not say */
  readonly contentType: string | undefined;
  /** name of a schema language that is not JSON Schema, which the payload is written in */
  readonly foreign: string | undefined;
  readonly payload: Parts;
  readonly headers: Parts;
}
