import { hash } from 'node:crypto';
import type { EventMeta } from '@hyperloop/contracts/kernel';
import { EventTooLarge, type NewEvent } from './event-log.js';

/** EventStoreDB's own default; the embedded log keeps to it, so that what works on one works on the other. */
export const MAX_APPEND_BYTES = 1024 * 1024;

/** An event as text: made once, hashed, stored and sent as these bytes. */
export type EncodedEvent = { id: string; type: string; data: string; meta: string };

// Newlines and control characters never appear in names: they separate the fields of the canonical bytes of a link.
// eslint-disable-next-line no-control-regex -- control characters are exactly what is refused
const UNFIT = /[\u0000-\u001f\u007f]|\p{Surrogate}/u;

/** Names come again and again: those found fit are remembered, up to a limit. */
const fit = new Set<string>();
const FIT_REMEMBERED = 10_000;

const named = (what: string, name: string): string => {
  if (fit.has(name)) return name;
  if (name.length === 0 || name.length > 256 || UNFIT.test(name))
    throw new TypeError(`${what} ${JSON.stringify(name)} is not a name: 1 to 256 printable characters are`);
  if (fit.size >= FIT_REMEMBERED) fit.clear();
  fit.add(name);
  return name;
};

/**
 * The same command on the same stream always yields the same ids, on both logs and after a restart: this is how a
 * repeated command is known. Formed like a name-based UUID (version 8: the hash is ours).
 */
export const eventId = (commandId: string, stream: string, index: number): string => {
  const hex = hash('sha1', `${commandId}\n${stream}\n${index}`, 'hex');
  const variant = ((parseInt(hex[16] ?? '0', 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

const json = (value: unknown): string => JSON.stringify(value) ?? 'null';

/** One command often stores several events with one and the same meta object: its text is made once. */
const metaText = () => {
  let last: EventMeta | undefined;
  let text = '';
  return (meta: EventMeta): string => {
    if (meta !== last) {
      last = meta;
      text = json(meta);
    }
    return text;
  };
};

/** Checks names and size and turns the events into text; whatever is wrong is thrown before anything was sent. */
export const encodeAppend = (stream: string, events: readonly NewEvent[], commandId: string): EncodedEvent[] => {
  named('stream', stream);
  if (commandId.length === 0 || commandId.length > 256 || UNFIT.test(commandId)) throw new TypeError('the command id is no name');
  if (events.length === 0) throw new TypeError(`nothing to append to ${stream}`);
  const meta = metaText();
  let bytes = 0;
  const encoded = events.map((event, index) => {
    const one = {
      id: eventId(commandId, stream, index),
      type: named('event type', event.type),
      data: json(event.data),
      meta: meta(event.meta),
    };
    bytes += Buffer.byteLength(one.data) + Buffer.byteLength(one.meta) + 2 * one.type.length;
    return one;
  });
  if (bytes > MAX_APPEND_BYTES)
    throw new EventTooLarge(
      `an append of ${bytes} bytes to ${stream} exceeds ${MAX_APPEND_BYTES}: big things belong in the blob store, many events in several appends`,
    );
  return encoded;
};
