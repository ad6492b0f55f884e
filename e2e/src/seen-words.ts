import type { Page } from '@playwright/test';

declare global {
  var hyperloopSeen: Record<string, string[]> | undefined;
}

/**
 * Writes down, from now on, which of these words a table row naming `rowNames` has shown, in their order: a state that is
 * there for a tenth of a second was still seen by somebody who looked.
 */
export const watchRow = async (page: Page, key: string, rowNames: string, words: readonly string[]): Promise<() => Promise<string[]>> => {
  await page.evaluate(
    ([watch, name, all]) => {
      const seen: string[] = [];
      (globalThis.hyperloopSeen ??= {})[watch] = seen;
      const look = () => {
        for (const row of document.querySelectorAll('tr')) {
          if (!row.textContent.includes(name)) continue;
          for (const place of row.querySelectorAll('.st')) {
            const word = all.find((each) => place.textContent.trim().startsWith(each));
            if (word !== undefined && seen.at(-1) !== word) seen.push(word);
          }
        }
      };
      new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
      look();
    },
    [key, rowNames, words] as const,
  );
  return async () => page.evaluate((watch) => globalThis.hyperloopSeen?.[watch] ?? [], key);
};
