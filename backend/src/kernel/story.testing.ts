import type { Message, Refusal } from '@hyperloop/contracts/kernel';
import type { Asked, Decider } from './decider.js';

/** Reads a decider as a story: given(past).when(command, facts).then(outcome). No outcome means: stays quiet. */
export const storyOf = <C extends Message, S, E extends Message, R extends Refusal, F extends { [N in C['type']]?: unknown }>(
  decider: Decider<C, S, E, R, F>,
  asked: Asked,
) => {
  const evolve = (state: S, event: E) => decider.evolve[event.type as E['type']](state, event.data as never);
  return (...past: readonly E[]) => ({
    when: (command: C, facts?: F[keyof F]) => {
      const decide = () =>
        decider.decide[command.type as C['type']](command.data as never, past.reduce(evolve, decider.initial), asked, facts as never);
      return {
        then: (...outcome: readonly E[] | [R]) => {
          const decision = decide();
          expect(Array.isArray(decision) ? decision : [decision]).toEqual(outcome);
        },
        thenRefused: (refused: R['refused']) => {
          expect(decide()).toMatchObject({ refused });
        },
      };
    },
  });
};
