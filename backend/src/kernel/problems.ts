import type { Problem, Refusal, RefusalDefinition } from '@hyperloop/contracts/kernel';
import type { z } from 'zod';
import { AppendUnknown, EventTooLarge, LogFull } from './event-log/event-log.js';

type More = Omit<Problem, 'type' | 'title' | 'status' | 'detail'>;

/** A problem (RFC 9457) as a value. */
export const problemOf = (status: number, type: string, title: string, detail: string, more: More = {}): Problem => ({
  type: `urn:hyperloop:problem:${type}`,
  title,
  status,
  detail,
  ...more,
});

export const notAllowed = (reason: string): Problem =>
  problemOf(403, 'not-allowed', 'Not allowed', reason, { refusal: { refused: 'NotAllowed', reason } });

export const unknownCommand = (name: string): Problem =>
  problemOf(404, 'unknown-command', 'Unknown command', `There is no command ${name.slice(0, 64)}.`);

const pathOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`),
    '',
  );

/** The message does not fit its contract: every field that is wrong, by its path. */
export const invalid = ({ issues }: z.ZodError): Problem => {
  const errors = issues
    .slice(0, 20)
    .flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => ({ path: pathOf([...issue.path, key]), message: 'This field is not known.' }))
        : [{ path: pathOf(issue.path), message: issue.message }],
    );
  const [first] = errors;
  const detail =
    first === undefined ? 'The command does not fit its contract.' : `${first.path === '' ? 'The data' : first.path}: ${first.message}`;
  return problemOf(400, 'invalid', 'The command does not fit its contract', detail, { errors });
};

/** The domain says no. The sentence is the contract's, so that every client says the same. */
export const refusedBy = (refusals: Readonly<Record<string, RefusalDefinition | undefined>>, refusal: Refusal): Problem => {
  const sentence = refusals[refusal.refused]?.sentence(refusal as never) ?? `Refused: ${refusal.refused}.`;
  return problemOf(409, 'refused', 'Refused', sentence, { refusal: { ...refusal } });
};

export const stale = (seen: number, now: number): Problem =>
  problemOf(
    409,
    'stale-revision',
    'Changed meanwhile',
    `This was changed meanwhile: revision ${now} is stored, you saw ${seen}. Look at the change, then try again.`,
    {
      refusal: { refused: 'StaleRevision', seen, now },
      revision: now,
    },
  );

export const lostRace = (revision: number): Problem =>
  problemOf(
    409,
    'lost-race',
    'Someone else was first',
    'Someone else was first, several times in a row. Look at what is stored now, then try again.',
    { revision },
  );

export const keyUsed = (): Problem =>
  problemOf(
    422,
    'key-used',
    'Key used already',
    'This Idempotency-Key was sent with other data before. Use a new key for each thing that shall happen.',
  );

export const beingSettled = (): Problem =>
  problemOf(
    503,
    'being-settled',
    'Being settled',
    'It is not known yet whether this was stored. Ask again with the same Idempotency-Key: it will not happen twice.',
  );

export const diskFull = (): Problem =>
  problemOf(507, 'log-full', 'The disk is full', 'Nothing can be stored at the moment: the disk of the log is full. Nothing was changed.');

/** SQLite's “full” and the system's own: of any file of ours, not of the log alone. */
export const isDiskFull = (error: unknown): boolean => {
  const { errcode = 0, code } = (typeof error === 'object' && error !== null ? error : {}) as { errcode?: number; code?: unknown };
  return (errcode & 0xff) === 13 || code === 'ENOSPC';
};

/** What the log says about the world, as a problem; undefined for anything else, which is our own fault. */
export const problemOfLog = (error: unknown): Problem | undefined => {
  if (error instanceof LogFull)
    return /disk.*full/.test(error.message)
      ? diskFull()
      : problemOf(
          503,
          'log-stopped',
          'The log is not written',
          `Nothing can be stored at the moment: ${error.message}. Nothing was changed.`,
        );
  if (error instanceof EventTooLarge)
    return problemOf(413, 'too-large', 'Too large', 'This change is too large to be stored at once. Split it into smaller ones.');
  return error instanceof AppendUnknown ? beingSettled() : undefined;
};
