import { ridden, train } from '../examples.testing';
import { actsOf } from './train-acts';
import { consequencesOf, sharesOf, tooSmall } from './train-words';

describe('What can be done with a train now', () => {
  it('is decomposing before submission, submitting only after its test (rules 187, 188)', () => {
    expect(actsOf(train())).toEqual(['decompose']);
    expect(actsOf(train({ state: 'test-failed' }))).toEqual(['decompose']);
    expect(actsOf(train({ state: 'ready' }))).toEqual(['submit', 'decompose']);
  });
  it('is closing and killing while it runs, killing while jobs of a closed one run (rule 189)', () => {
    expect(actsOf(ridden())).toEqual(['close', 'kill']);
    expect(actsOf(ridden({ state: 'closed' }))).toEqual(['kill']);
    expect(actsOf(train({ state: 'closed' }))).toEqual([]);
  });
  it('is nothing when it is over', () => {
    for (const state of ['done', 'killed', 'decomposed'] as const) expect(actsOf(ridden({ state }))).toEqual([]);
  });
});

describe('Consequences in numbers', () => {
  it('of killing: jobs that stop and runs that stay', () => {
    expect(consequencesOf.kill(ridden()).join(' ')).toBe(
      '348 running jobs stop at once, 0 waiting never start. 1\u2009182 of 2\u2009214 jobs are done. 17 of 41 runs are merged and stay.',
    );
  });
  it('of submitting: data, CPU and what becomes of the wagons (rule 135)', () => {
    expect(consequencesOf.submit(train())[0]).toBe('1 wagon will run on all 28.4 TB of LHC22o_pass7_small. That needs about 423 d of CPU.');
    expect(consequencesOf.submit(train())[1]).toContain('The wagon is disabled on LHC22o_pass7_small');
  });
});

describe('A changed target (rule 187)', () => {
  it('must hold what the test measured', () => {
    expect(tooSmall(train(), 'grid-1')).toBe('2.9 GB is over the 1.8 GB of Grid - Single core.');
    expect(tooSmall(train(), 'grid-8')).toBeNull();
  });
});

it('The bar of jobs counts inserted ones as waiting and killed ones as errors', () => {
  expect(sharesOf({ total: 10, done: 1, active: 2, waiting: 3, inserting: 1, error: 2, killed: 1 })).toEqual({
    total: 10,
    done: 1,
    active: 2,
    waiting: 4,
    error: 3,
  });
});
