import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { LiveFlush, Subscribe, SubscribeAnswer, ViewQuery } from '@hyperloop/contracts/kernel';
import ts from 'typescript';

/** What the browser's feeds need below them. */
export type FeedWire = {
  connected(): boolean;
  subscribe(asked: Subscribe): Promise<SubscribeAnswer | 'no answer'>;
  unsubscribe(subscription: string): void;
};
export type HeldRows = { position: string; rows: ReadonlyMap<string, Readonly<Record<string, unknown>>>; total: number };
export type FeedsOfBrowser = {
  open(view: string, query: ViewQuery, key: string): number;
  askAll(): void;
  receive(flush: LiveFlush): void;
  waiting(): number;
  take(): ReadonlyMap<number, { held: HeldRows | null; problem: string | null }>;
};
type FeedsClass = new (wire: FeedWire, tell: () => void) => FeedsOfBrowser;

const frontend = new URL('../../../../frontend/src/', import.meta.url).href;

/**
 * The browser's own code for live rows, as it is written: the screens are no library that publishes types, and a copy
 * would prove nothing. Its two files know neither Angular nor a socket.
 */
export const feedsOfBrowser = async (): Promise<FeedsClass> => {
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier.startsWith('./') && context.parentURL?.startsWith(frontend) === true
        ? { url: new URL(`${specifier}.ts`, context.parentURL).href, shortCircuit: true }
        : next(specifier, context),
    load: (url, context, next) => {
      if (!url.startsWith(frontend)) return next(url, context);
      const { outputText } = ts.transpileModule(readFileSync(fileURLToPath(url), 'utf8'), {
        compilerOptions: { target: ts.ScriptTarget.ES2024, module: ts.ModuleKind.ESNext },
      });
      return { format: 'module', source: outputText, shortCircuit: true };
    },
  });
  try {
    const { Feeds } = (await import(`${frontend}kernel/live/feeds.ts`)) as { Feeds: FeedsClass };
    return Feeds;
  } finally {
    hooks.deregister();
  }
};
