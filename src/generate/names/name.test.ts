import { expect, it } from 'vitest';

import { CULTURES } from './draw-name.ts';
import { parseNames } from './name.ts';

it('finds the plain letters of a name', () => {
  const names = parseNames("Peña-Vargas|O'Connor|Đặng|Łukasz|Åberg|Weiß|Kaʻanāʻanā|王=wang");
  expect(names.map(({ plain }) => plain)).toEqual([
    'penavargas',
    'oconnor',
    'dang',
    'lukasz',
    'aberg',
    'weiss',
    'kaanaana',
    'wang',
  ]);
});

it('has plain letters for every name there is', () => {
  const names = CULTURES.flatMap(({ surnames, girls, boys }) => [...surnames, ...girls, ...boys]);
  for (const { written, plain } of names) {
    expect(written.trim(), plain).toBe(written);
    expect(written).not.toBe('');
    expect(plain, written).toMatch(/^[a-z]+$/);
  }
});

it('has names enough for the children of any family', () => {
  for (const { girls, boys } of CULTURES) {
    expect(girls.length).toBeGreaterThanOrEqual(4);
    expect(boys.length).toBeGreaterThanOrEqual(4);
  }
});
