/**
 * A strict JSON reader that says where: it keeps every number as the text it was, knows the line of every key, and
 * refuses repeated keys. `JSON.parse` can do none of the three, and a physicist with a 5,000-line file needs all.
 */

export interface FileFault {
  readonly line: number;
  readonly column: number;
  readonly reason: string;
  /** The keys that lead to a repeated or refused key. */
  readonly keyPath?: readonly string[];
  /** Where a repeated key stood first. */
  readonly firstLine?: number;
}

export interface JsonMember {
  readonly key: string;
  readonly line: number;
  readonly column: number;
  readonly node: JsonNode;
}
export type JsonNode =
  | { readonly kind: 'object'; readonly line: number; readonly column: number; readonly members: readonly JsonMember[] }
  | { readonly kind: 'list'; readonly line: number; readonly column: number; readonly items: readonly JsonNode[] }
  | {
      readonly kind: 'text' | 'number' | 'boolean' | 'null';
      readonly line: number;
      readonly column: number;
      readonly text: string;
    };

export type JsonRead = { readonly ok: true; readonly node: JsonNode } | { readonly ok: false; readonly fault: FileFault };

const DEEPEST = 32;
/** Keys that would reach the prototype of whatever object the file is turned into. */
const refusedKeys = new Set(['__proto__', 'constructor', 'prototype']);

/** Thrown inside this file only; `readJson` turns it into a value. */
class Halt extends Error {
  constructor(readonly fault: FileFault) {
    super(fault.reason);
  }
}

/** Reads one JSON document; a fault names line, column and reason. */
export const readJson = (text: string): JsonRead => {
  try {
    return { ok: true, node: new Reader(text).document() };
  } catch (thrown) {
    if (thrown instanceof Halt) return { ok: false, fault: thrown.fault };
    throw thrown;
  }
};

const space = /[ \t\r]/;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// The repeated class is atomic per character and cannot backtrack: linear however long the text.
// eslint-disable-next-line no-control-regex -- JSON forbids control characters inside a text
const plain = /[^"\\\u0000-\u001f]*/y;
const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

class Reader {
  private at = 0;
  private line = 1;
  private lineStart = 0;
  private readonly path: string[] = [];

  constructor(private readonly text: string) {
    if (text.startsWith('\ufeff')) this.at = this.lineStart = 1;
  }

  document(): JsonNode {
    this.skipSpace();
    if (this.at >= this.text.length) this.halt('The file is empty.');
    const node = this.value(0);
    this.skipSpace();
    if (this.at < this.text.length) this.halt(`Nothing may follow the end of the document, but ${this.seen()} does.`);
    return node;
  }

  private value(depth: number): JsonNode {
    const { line, column } = this.here();
    const first = this.text[this.at];
    if (first === '{') return { kind: 'object', line, column, members: this.members(depth + 1) };
    if (first === '[') return { kind: 'list', line, column, items: this.items(depth + 1) };
    if (first === '"') return { kind: 'text', line, column, text: this.string() };
    for (const word of ['true', 'false', 'null'])
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return { kind: word === 'null' ? 'null' : 'boolean', line, column, text: word };
      }
    number.lastIndex = this.at;
    const digits = number.exec(this.text)?.[0];
    if (digits === undefined) return this.halt(`A value is expected, but ${this.seen()} stands here.`);
    this.at += digits.length;
    if (/[\w.+-]/.test(this.text[this.at] ?? '')) this.halt(`“${digits}${this.text[this.at]}…” is no number.`);
    return { kind: 'number', line, column, text: digits };
  }

  private members(depth: number): readonly JsonMember[] {
    this.enter(depth);
    const members: JsonMember[] = [];
    const firstLines = new Map<string, number>();
    if (this.closes('}')) return members;
    for (;;) {
      this.skipSpace();
      const { line, column } = this.here();
      if (this.text[this.at] !== '"') this.halt(`A key in double quotes is expected, but ${this.seen()} stands here.`);
      const key = this.string();
      const keyPath = [...this.path, key];
      const firstLine = firstLines.get(key);
      if (firstLine !== undefined)
        throw new Halt({
          line,
          column,
          keyPath,
          firstLine,
          reason: `“${keyPath.join(' → ')}” is given twice, first in line ${firstLine}. Keep one of them.`,
        });
      if (refusedKeys.has(key)) throw new Halt({ line, column, keyPath, reason: `“${key}” cannot be a key.` });
      firstLines.set(key, line);
      this.skipSpace();
      if (this.text[this.at] !== ':') this.halt(`“:” is expected after “${key}”, but ${this.seen()} stands here.`);
      this.at++;
      this.skipSpace();
      this.path.push(key);
      members.push({ key, line, column, node: this.value(depth) });
      this.path.pop();
      if (this.goesOn('}', `“${key}”`)) return members;
    }
  }

  private items(depth: number): readonly JsonNode[] {
    this.enter(depth);
    const items: JsonNode[] = [];
    if (this.closes(']')) return items;
    for (;;) {
      this.skipSpace();
      items.push(this.value(depth));
      if (this.goesOn(']', 'a value of the list')) return items;
    }
  }

  private enter(depth: number): void {
    if (depth > DEEPEST) this.halt(`Nested deeper than ${DEEPEST} levels.`);
    this.at++;
  }

  private closes(end: string): boolean {
    this.skipSpace();
    if (this.text[this.at] !== end) return false;
    this.at++;
    return true;
  }

  /** After one member or item: true at the end of the container, false when another follows. */
  private goesOn(end: '}' | ']', after: string): boolean {
    if (this.closes(end)) return true;
    if (this.text[this.at] !== ',') this.halt(`“,” or “${end}” is expected after ${after}, but ${this.seen()} stands here.`);
    const { line, column } = this.here();
    this.at++;
    this.skipSpace();
    if (this.text[this.at] === end) throw new Halt({ line, column, reason: `A “,” stands before the closing “${end}”. Remove it.` });
    return false;
  }

  private string(): string {
    this.at++;
    let text = '';
    for (;;) {
      plain.lastIndex = this.at;
      const run = plain.exec(this.text)?.[0] ?? '';
      text += run;
      this.at += run.length;
      const next = this.text[this.at];
      if (next === '"') {
        this.at++;
        return text;
      }
      if (next !== '\\')
        this.halt(
          next === undefined ? 'The file ends inside a text.' : 'A text may not go over the end of its line or hold control characters.',
        );
      text += this.escape();
    }
  }

  private escape(): string {
    const letter = this.text[this.at + 1] ?? '';
    if (letter === 'u') {
      const hex = this.text.slice(this.at + 2, this.at + 6);
      if (!/^[0-9a-fA-F]{4}$/.test(hex)) this.halt('“\\u” must be followed by four hexadecimal digits.');
      this.at += 6;
      return String.fromCharCode(parseInt(hex, 16));
    }
    const meant = Object.hasOwn(escapes, letter) ? escapes[letter] : undefined;
    if (meant === undefined) return this.halt(`“\\${letter}” is no escape that JSON knows.`);
    this.at += 2;
    return meant;
  }

  private skipSpace(): void {
    for (;;) {
      const next = this.text[this.at];
      if (next === '\n') {
        this.line++;
        this.lineStart = this.at + 1;
      } else if (next === undefined || !space.test(next)) return;
      this.at++;
    }
  }

  private here(): { line: number; column: number } {
    return { line: this.line, column: this.at - this.lineStart + 1 };
  }

  private seen(): string {
    const next = this.text[this.at];
    if (next === undefined) return 'the end of the file';
    return next === '\n' ? 'the end of the line' : `“${this.text.slice(this.at, this.at + 12).split('\n', 1)[0] ?? next}”`;
  }

  private halt(reason: string): never {
    throw new Halt({ ...this.here(), reason });
  }
}
