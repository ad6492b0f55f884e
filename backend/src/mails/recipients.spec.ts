import { recipientsOf } from './recipients.js';

const analysis = { analyzers: ['mrossi', 'hkimura'], enabledBy: 'hkimura' };
describe('who gets the mail of a failed test (rule 148)', () => {
  it('is nobody, unless the analysis says so', () => expect(recipientsOf('none', analysis)).toEqual([]));
  it('is all analyzers', () => expect(recipientsOf('all', analysis)).toEqual(['mrossi', 'hkimura']));
  it('is only who enabled the wagon', () => expect(recipientsOf('enabler', analysis)).toEqual(['hkimura']));
  it('is nobody when the enabler left the analysis', () =>
    expect(recipientsOf('enabler', { ...analysis, enabledBy: 'sduarte' })).toEqual([]));
});
