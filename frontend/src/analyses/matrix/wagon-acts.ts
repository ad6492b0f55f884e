import { inject, Injector, type Type } from '@angular/core';
import { ActivatedRoute } from '@angular/router';
import type { WagonRow } from '@hyperloop/contracts/wagons';

/** What is done to a wagon as a whole: the wagons' own part, which the routes hand over. */
export type WagonActs = { clone(wagon: WagonRow): Promise<unknown>; delete(wagon: WagonRow): Promise<unknown> };

/** Loads it when it is first used: call it in a field of a component. */
export const wagonActs = (): (() => Promise<WagonActs>) => {
  const [injector, route] = [inject(Injector), inject(ActivatedRoute)];
  return async () => {
    const load = route.snapshot.data['wagonActs'] as (() => Promise<Type<WagonActs>>) | undefined;
    if (load === undefined) throw new Error('the routes hand over no wagonActs here');
    return injector.get(await load());
  };
};
