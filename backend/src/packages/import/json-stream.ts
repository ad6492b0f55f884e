import { Tokenizer, TokenParser, TokenType } from '@streamparser/json';
import { ImportFault } from './import-fault.js';

/** One element of the file, complete, with its place; numbers are the text that stood there. */
export interface StreamedElement {
  /** The keys that lead to it, e.g. `['workflows', 12]`. */
  readonly at: readonly (string | number)[];
  readonly value: unknown;
}
/** What may be read from: a file stream, an upload, or any async source of bytes. */
export type ByteSource = AsyncIterable<Uint8Array | string>;

export interface StreamLimits {
  /** Bytes without a complete element: a file whose one element outgrows this is refused, so memory stays bounded. */
  readonly largestElement: number;
  readonly deepest: number;
}
const usual: StreamLimits = { largestElement: 64 * 1024 * 1024, deepest: 32 };

/** `1.0`, `-1e-05` and 64-bit integers must survive, and a JavaScript number keeps none of them. */
class TextNumbers extends Tokenizer {
  protected override parseNumber(text: string): number {
    if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text)) throw new Error(`“${text}” is no number`);
    // The parser hands the value on untouched and every JSON primitive is allowed there; only this signature is narrower.
    return text as unknown as number;
  }
}

/** Yields the elements that the selectors name, as soon as each is complete, and drops them behind itself. */
export async function* streamElements(
  source: ByteSource,
  paths: readonly string[],
  limits: StreamLimits = usual,
): AsyncGenerator<StreamedElement> {
  const ready: StreamedElement[] = [];
  const tokenizer = new TextNumbers();
  const parser = new TokenParser({ paths: [...paths], keepStack: false });
  let depth = 0;
  let last = '';
  tokenizer.onToken = (token) => {
    if (token.token === TokenType.LEFT_BRACE || token.token === TokenType.LEFT_BRACKET) depth++;
    if (token.token === TokenType.RIGHT_BRACE || token.token === TokenType.RIGHT_BRACKET) depth--;
    if (depth > limits.deepest) throw new ImportFault(last, `nested deeper than ${limits.deepest} levels`);
    parser.write(token);
  };
  parser.onValue = ({ value, key, stack }) => {
    const at = [...stack.map((element) => element.key), key].filter((step) => step !== undefined);
    last = pathOf(at);
    ready.push({ at, value });
  };
  const fail = (error: Error): never => {
    throw error instanceof ImportFault ? error : new ImportFault(last === '' ? '' : `after ${last}`, `not valid JSON: ${error.message}`);
  };
  tokenizer.onError = parser.onError = fail;

  let sinceElement = 0;
  for await (const chunk of source) {
    tokenizer.write(chunk);
    sinceElement = ready.length > 0 ? 0 : sinceElement + chunk.length;
    if (sinceElement > limits.largestElement)
      throw new ImportFault(last === '' ? '' : `after ${last}`, `one element is larger than ${limits.largestElement} bytes`);
    yield* ready.splice(0);
  }
  if (!tokenizer.isEnded) tokenizer.end();
  if (!parser.isEnded) throw new ImportFault(last === '' ? '' : `after ${last}`, 'the file ends too early');
  yield* ready.splice(0);
}

/** `['workflows', 12, 'name']` as `workflows[12].name`. */
export const pathOf = (at: readonly (string | number)[]): string =>
  at.reduce<string>((path, step) => (typeof step === 'number' ? `${path}[${step}]` : path === '' ? step : `${path}.${step}`), '');
