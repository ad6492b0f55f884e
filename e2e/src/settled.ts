import { expect, type Page } from '@playwright/test';

/** Waits until the page stands: signed in, nothing loading, no skeleton, and what moves in has moved in. */
export const settled = async (page: Page): Promise<void> => {
  await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible();
  // The page of parts shows a loading list on purpose.
  if (!page.url().includes('/parts')) await expect(page.getByRole('main').locator('.skrow')).toHaveCount(0);
  await page.evaluate(async () => {
    await document.fonts.ready;
    const finite = (each: Animation) => each.effect?.getComputedTiming().iterations !== Infinity;
    await Promise.race([
      Promise.all(
        document
          .getAnimations()
          .filter(finite)
          .map((each) => each.finished.catch(() => undefined)),
      ),
      new Promise((done) => setTimeout(done, 1_500)),
    ]);
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  });
};
