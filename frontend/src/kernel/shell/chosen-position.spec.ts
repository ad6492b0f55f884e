import { chosenPosition } from './chosen-position';

describe('a position of the log, as somebody writes it', () => {
  it('is taken with or without spaces between thousands', () => {
    for (const text of ['18412', ' 18 412 ', '18\u2009412', '018412'])
      expect(chosenPosition(text, '20000')).toEqual({ is: 'position', position: '18412' });
    expect(chosenPosition('0', '20000')).toEqual({ is: 'position', position: '0' });
  });

  it('is refused when it is no number, or has not come yet, with the sentence that says so', () => {
    for (const text of ['', 'yesterday', '-5', '1.5']) expect(chosenPosition(text, '20000')).toMatchObject({ is: 'wrong' });
    expect(chosenPosition('20001', '20000')).toMatchObject({ is: 'wrong', because: expect.stringContaining('has not come yet') as string });
    expect(chosenPosition('9', '10')).toEqual({ is: 'position', position: '9' });
  });

  it('is believed while nobody has said yet how far the log is', () => {
    expect(chosenPosition('5', '0')).toEqual({ is: 'position', position: '5' });
  });
});
