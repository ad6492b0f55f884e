import { Component, inject } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router, UrlSerializer } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { Moment, MomentKeepingUrls, TimeTravel } from './moment';
import { urlFlag, urlList, urlNumber, urlState, urlText } from './url-state';

@Component({ template: '' })
class Screen {
  readonly url = urlState({ q: urlText(), test: urlList(), sort: urlText('-enabledAt'), only: urlFlag(), page: urlNumber() });
  readonly router = inject(Router);
}

const open = async (address: string) => {
  TestBed.configureTestingModule({
    providers: [provideRouter([{ path: '**', component: Screen }]), { provide: UrlSerializer, useClass: MomentKeepingUrls }],
  });
  const harness = await RouterTestingHarness.create();
  const screen = await harness.navigateByUrl(address, Screen);
  const router = TestBed.inject(Router);
  return { screen, router, settled: () => new Promise((done) => setTimeout(done)) };
};

describe('state in the address', () => {
  it('is read from it, with the standard for what is not written', async () => {
    const { screen } = await open('/x?q=tofpid&test=warning,failed');
    expect([screen.url.q(), screen.url.test(), screen.url.sort(), screen.url.only(), screen.url.page()]).toEqual([
      'tofpid',
      ['warning', 'failed'],
      '-enabledAt',
      false,
      null,
    ]);
  });

  it('is written to it and comes back from a copied link; what is standard is left out', async () => {
    const { screen, router, settled } = await open('/x?other=stays');
    screen.url.set({ q: 'a b&c', test: ['one, two', 'three'], only: true });
    screen.url.set({ sort: '-enabledAt', page: 3 });
    await settled();
    const tree = router.parseUrl(router.url);
    expect(tree.queryParams).toEqual({ other: 'stays', q: 'a b&c', test: 'one%2C two,three', only: 'yes', page: '3' });
    expect(screen.url.test()).toEqual(['one, two', 'three']);
  });

  it('is cleared in part or in whole, and leaves alone what is not its own', async () => {
    const { screen, router, settled } = await open('/x?q=a&test=b&other=stays');
    screen.url.clear('q');
    await settled();
    expect(router.url).toBe('/x?test=b&other=stays');
    screen.url.clear();
    await settled();
    expect(router.url).toBe('/x?other=stays');
  });

  it('does not call off the way to another page by what it writes late', async () => {
    const { screen, router } = await open('/x');
    const onTheWay = router.navigateByUrl('/elsewhere');
    screen.url.set({ q: 'typed' }, { replace: true });
    expect(await onTheWay).toBe(true);
    expect(router.url).toBe('/elsewhere');
  });
});

describe('the moment in the address', () => {
  it('stays in every link until one goes back to now', async () => {
    const { router } = await open('/x');
    const travel = TestBed.inject(TimeTravel);
    await travel.show('2025-11-26T13:07:32Z');
    expect(router.url).toContain('at=2025-11-26T13:07:32Z');
    expect(router.serializeUrl(router.createUrlTree(['/datasets'], { queryParams: { q: 'x' } }))).toBe(
      '/datasets?q=x&at=2025-11-26T13%3A07%3A32Z',
    );
    await router.navigateByUrl('/datasets');
    expect(TestBed.inject(Moment).at()).toBe('2025-11-26T13:07:32Z');
    await travel.show(null);
    expect(router.url).toBe('/datasets');
    expect(router.serializeUrl(router.createUrlTree(['/x']))).toBe('/x');
  });
});
