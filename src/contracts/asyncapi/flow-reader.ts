import { child, children, isObject, items, own, pointerParts, stringAt } from '../at.ts';
import type { At } from '../at.ts';
import type { Direction } from '../change.ts';
import type { Documents } from '../documents.ts';
import { readLifecycle } from '../lifecycle.ts';
import { mediaTypeOf } from '../openapi/fields.ts';
import { pathShape } from '../openapi/paths.ts';
import type { Parts } from '../schema/shape.ts';
import type { Shaper } from '../schema/shaper.ts';
import type { Flow, Message } from './model.ts';

/**
 * What passes over the channels of an AsyncAPI document, seen by its partners. Up to 2.x `publish` is what
 * others may publish, `subscribe` what they may subscribe to; from 3.0 on `receive` and `send` say what the
 * application itself does: https://www.asyncapi.com/docs/migration/migrating-to-v3
 */
export class FlowReader {
  readonly #documents: Documents;
  readonly #shaper: Shaper;
  readonly #defaultType: string | undefined;

  constructor(documents: Documents, shaper: Shaper) {
    this.#documents = documents;
    this.#shaper = shaper;
    this.#defaultType = stringAt(documents.root, 'defaultContentType');
  }

  /** In order of the document; several operations of 3.x that use a channel one way are one. */
  flows(version: string): readonly Flow[] {
    const all = version.startsWith('2') ? this.#channels() : this.#operations();
    const found = new Map<string, Flow>();
    for (const flow of all) {
      const known = found.get(flow.key);
      const names = new Set(known?.messages.map(({ name }) => name));
      const fresh = flow.messages.filter(({ name }) => !names.has(name));
      found.set(flow.key, known ? { ...known, messages: [...known.messages, ...fresh] } : flow);
    }
    return [...found.values()];
  }

  *#channels(): Iterable<Flow> {
    for (const [address, place] of children(child(this.#documents.root, 'channels'))) {
      const channel = this.#documents.follow(place);
      if (!channel) continue;
      for (const [action, direction] of [
        ['publish', 'request'],
        ['subscribe', 'response'],
      ] as const) {
        const at = child(channel, action);
        if (!isObject(at.node)) continue;
        const message = this.#documents.follow(child(at, 'message'));
        const several = message ? child(message, 'oneOf') : undefined;
        const places = several && Array.isArray(several.node) ? items(several) : [child(at, 'message')];
        yield {
          key: `${direction} ${pathShape(address)}`,
          name: `${action} ${address}`,
          direction,
          at,
          lifecycle: readLifecycle(at),
          messages: places.flatMap((each) => this.#message(each)),
        };
      }
    }
  }

  *#operations(): Iterable<Flow> {
    for (const [id, place] of children(child(this.#documents.root, 'operations'))) {
      const at = this.#documents.follow(place);
      const action = at && stringAt(at, 'action');
      if (!at || (action !== 'send' && action !== 'receive')) continue;
      const direction: Direction = action === 'receive' ? 'request' : 'response';
      const channel = this.#documents.follow(child(at, 'channel'));
      if (!channel) continue;
      const address = addressOf(channel);
      const shared = { at, lifecycle: readLifecycle(at) };
      yield {
        ...shared,
        key: `${direction} ${pathShape(address)}`,
        name: `${action} ${address}`,
        direction,
        messages: this.#messagesOf(at, channel),
      };
      const reply = this.#documents.follow(child(at, 'reply'));
      if (!reply || !isObject(reply.node)) continue;
      const replyChannel = this.#documents.follow(child(reply, 'channel'));
      yield {
        ...shared,
        key: `reply ${id}`,
        name: `reply to ${action} ${address}`,
        direction: direction === 'request' ? 'response' : 'request',
        messages: this.#messagesOf(reply, replyChannel),
      };
    }
  }

  /** Those that an operation lists, else all of its channel. */
  #messagesOf(holder: At, channel: At | undefined): readonly Message[] {
    const listed = child(holder, 'messages');
    if (Array.isArray(listed.node)) return items(listed).flatMap((place) => this.#message(place));
    if (!channel) return [];
    return [...children(child(channel, 'messages'))].flatMap(([name, place]) => this.#message(place, name));
  }

  #message(place: At, key?: string): readonly Message[] {
    const at = this.#documents.follow(place);
    if (!at || !isObject(at.node)) return [];
    const reference = stringAt(place, '$ref');
    const referred =
      reference === undefined ? undefined : pointerParts(`/${reference.split('#')[1] ?? ''}`).at(-1);
    const contentType = this.#own(at, 'contentType') ?? this.#defaultType;
    const payload = child(at, 'payload');
    // From 3.0 on a schema may say which language it is written in.
    const isWrapped =
      own(payload.node, 'schemaFormat') !== undefined && own(payload.node, 'schema') !== undefined;
    const format =
      stringAt(at, 'schemaFormat') ?? (isWrapped ? stringAt(payload, 'schemaFormat') : undefined);
    return [
      {
        name:
          stringAt(at, 'name') ?? stringAt(at, 'messageId') ?? key ?? referred ?? stringAt(at, 'title') ?? '',
        at,
        contentType: contentType === undefined ? undefined : mediaTypeOf(contentType),
        foreign: isForeign(format) ? format : undefined,
        payload: this.#parts(isWrapped ? child(payload, 'schema') : payload),
        headers: this.#parts(this.#headers(at)),
      },
    ];
  }

  #parts(at: At): Parts {
    return this.#shaper.parts(at);
  }

  /** A field of a message, or of a trait where the message itself does not say. */
  #own(at: At, field: string): string | undefined {
    return stringAt(at, field) ?? this.#traits(at).flatMap((trait) => stringAt(trait, field) ?? [])[0];
  }

  #headers(at: At): At {
    const traits = this.#traits(at).filter(({ node }) => own(node, 'headers') !== undefined);
    const [trait] = traits;
    return own(at.node, 'headers') === undefined && trait ? child(trait, 'headers') : child(at, 'headers');
  }

  #traits(at: At): readonly At[] {
    return items(child(at, 'traits')).flatMap((trait) => this.#documents.follow(trait) ?? []);
  }
}

/** The last part of its pointer where a channel has no address of its own. */
function addressOf(channel: At): string {
  return stringAt(channel, 'address') ?? pointerParts(channel.pointer).at(-1) ?? '';
}

function isForeign(format: string | undefined): boolean {
  return (
    format !== undefined && !/aai\.asyncapi|schema\+(?:json|yaml)|json-schema|vnd\.oai\.openapi/i.test(format)
  );
}
