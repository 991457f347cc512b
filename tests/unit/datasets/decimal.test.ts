import { describe, expect, it } from 'vitest';
import { decimalValue } from '../../../src/main/datasets/nuscenes/decimal.ts';
import { word } from '../../synthetic/random.ts';

/** What the scanner makes of plain digits: the first nine significant ones, the rest, their number, and those of the fraction. */
function partsOf(text: string): [number, number, number, number] {
  const [whole, fraction = ''] = text.split('.');
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  return [Number(digits.slice(0, 9)), Number(digits.slice(9)), digits.length, fraction.length];
}
const valueOf = (text: string) => decimalValue(...partsOf(text));

describe('decimals become the nearest double', () => {
  it.each([
    '0.1',
    '0.5721092179872285',
    '411.2531671172061',
    '1532402927647951',
    '0.0017453283658983088',
    '999999999999999999',
    '0.0000123456789012345678',
    '1234567890.12345678',
  ])('%s', (text) => {
    expect(valueOf(text)).toBe(Number(text));
  });

  it('over 300,000 made-up ones of 1 to 18 digits', () => {
    let unsure = 0;
    for (let i = 0; i < 300_000; i++) {
      const count = 1 + (word(i, 1) % 18);
      const digits = (1 + (word(i, 2) % 9)).toString() + `${word(i, 3)}${word(i, 4)}${word(i, 5)}`.slice(0, count - 1);
      const fraction = word(i, 6) % (digits.length + 4);
      const padded = digits.padStart(fraction + 1, '0');
      const text =
        fraction === 0
          ? digits
          : `${padded.slice(0, padded.length - fraction)}.${padded.slice(padded.length - fraction)}`;
      const value = valueOf(text);
      if (Number.isNaN(value)) unsure++;
      else if (value !== Number(text)) expect(value, text).toBe(Number(text));
    }
    expect(unsure).toBeLessThan(300);
  });

  it('says that it cannot tell where the digits lie half way between two doubles', () => {
    // 2^53 + 1: the tie is left to Number().
    expect(valueOf('9007199254740993')).toBeNaN();
  });
});
