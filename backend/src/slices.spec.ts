import { commandPolicy } from '@hyperloop/contracts/people';
import { commands, events } from '@hyperloop/contracts/registry';
import { slicesOver } from './slices.js';

const slices = slicesOver('nowhere');
const handlings = slices.flatMap((slice) => slice.handlings);
const reactions = slices.flatMap((slice) => slice.reactions ?? []);

describe('the slices together', () => {
  it('handle every command of the contracts once', () => {
    expect(handlings.map(({ command }) => command.message).sort()).toEqual(Object.keys(commands).sort());
  });

  it('handle nothing that the policy does not judge', () => {
    for (const { command } of handlings) expect(commandPolicy).toHaveProperty([command.message]);
  });

  it('decide and evolve with tables that know each command they were given', () => {
    for (const { command, decider } of handlings) expect(decider.decide).toHaveProperty([command.message]);
  });

  it('fold only events that the contracts know', () => {
    for (const { decider } of handlings) for (const type of Object.keys(decider.evolve)) expect(events).toHaveProperty([type]);
  });

  it('react under names of their own, to events that the contracts know', () => {
    expect(new Set(reactions.map(({ name }) => name)).size).toBe(reactions.length);
    for (const { name, on } of reactions) {
      expect(name).toMatch(/^when[A-Z]/);
      expect(on.length).toBeGreaterThan(0);
      for (const type of on) expect(events).toHaveProperty([type]);
    }
  });
});
