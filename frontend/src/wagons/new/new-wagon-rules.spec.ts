import { nameProblem, workflowProblem } from './new-wagon-rules';

describe('a new wagon', () => {
  it('has a name of letters, digits, _ and -, unique in its analysis in any case (rule 25)', () => {
    expect(nameProblem('lambda_zero-2', ['other'])).toBeNull();
    expect(nameProblem('', [])).toBeNull();
    expect(nameProblem('two words', [])).toContain('no spaces');
    expect(nameProblem('x'.repeat(65), [])).toContain('64');
    expect(nameProblem('V0_TIGHT', ['v0_tight'])).toContain('v0_tight exists already');
  });
  it('has a workflow of its package; typing it whole is as good as choosing it (rule 26)', () => {
    const about = { known: false, looking: false, tag: 'daily-20251201' };
    expect(workflowProblem('o2-analysis-x', { ...about, known: true })).toBeNull();
    expect(workflowProblem('o2-analysis-x', about)).toContain('no workflow of exactly this name');
    expect(workflowProblem('o2-analysis-x', { ...about, looking: true })).toContain('Looking');
    expect(workflowProblem('rm -rf /', about)).toContain('small letters');
  });
  it('may have a workflow of a pull request that is not merged, when somebody says so (rule 26)', () => {
    const byHand = { known: false, looking: false, tag: 'daily-20251201', byHand: true };
    expect(workflowProblem('o2-analysis-x', byHand)).toBeNull();
    expect(workflowProblem('rm -rf /', byHand)).toContain('small letters');
  });
});
