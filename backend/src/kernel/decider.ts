import type { Message, Named, Refusal } from '@hyperloop/contracts/kernel';

/** Who asked, and when: supplied by the command bus, never read from a clock inside a rule. */
export type Asked = { by: string; at: string };

/**
 * Commands → events of one stream. One entry per command and per event; leaving one out does not compile.
 * `facts` is what had to be looked up before deciding (another stream, a reservation, a number); no judgement there.
 */
export type Decider<
  C extends Message,
  State,
  E extends Message,
  R extends Refusal,
  Facts extends { [Name in C['type']]?: unknown } = Record<never, never>,
> = {
  initial: State;
  decide: {
    [Name in C['type']]: (
      data: Named<C, Name>,
      state: State,
      asked: Asked,
      facts: Name extends keyof Facts ? Facts[Name] : undefined,
    ) => readonly E[] | R;
  };
  evolve: { [Name in E['type']]: (state: State, data: Named<E, Name>) => State };
};

export const isRefusal = <R extends Refusal>(decision: readonly Message[] | R): decision is R => !Array.isArray(decision);
