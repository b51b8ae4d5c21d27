import { describe, expect, it } from 'vitest';
import { SUBJECT_WORDS, SUBJECTS } from '../subject-words.ts';
import { classifySubject, subject } from './subject.ts';

const TODAY = { year: 2026, month: 11, day: 23 };

function readCell(cell: string) {
  const faults: string[] = [];
  return { value: subject.fromCsv?.(cell, (fault) => faults.push(fault), TODAY), faults };
}

describe('a subject that is named', () => {
  it('is one of the eleven, in any case', () => {
    expect(SUBJECTS).toHaveLength(11);
    for (const name of SUBJECTS)
      for (const cell of [name, name.toUpperCase(), name.toLowerCase()])
        expect(readCell(cell), cell).toEqual({ value: name, faults: [] });
  });

  it('outside the list says nothing and is reported', () => {
    for (const cell of ['Maths', 'Gym class', 'english', 'PE', 'Other subject', 'constructor'])
      expect(readCell(cell), cell).toEqual({ value: '', faults: ['unmapped_value'] });
  });
});

describe('a course name', () => {
  for (const [name, expected] of [
    // The proof cases of the table (`roster-csv` 1.12).
    ['AP Art History', 'social studies'],
    ['Latin Dance', 'language'],
    ['Music Technology', 'technology and engineering'],
    ['Homeroom 5', 'homeroom/advisory'],
    ['Health Science', 'PE and health'],
    ['P.E. 7', 'PE and health'],
    ['PE', 'PE and health'],
    ['Physical Education', 'PE and health'],
    ['Spanish Literature', 'language'],
    ['Creative Writing', 'english/language arts'],
    ['Language Arts 6', 'english/language arts'],
    ['World Language', 'language'],
    ['Living Environment', 'science'],
    ['Pre-Calculus', 'math'],
    ['Grade 2 Math', 'math'],
    ['Studio Art', 'arts and music'],
    ['Credit Recovery', 'interventions/online learning'],
    ['RTI block', 'interventions/online learning'],
    ['Woodwork', 'other'],
    ['', 'other'],
  ] as const)
    it(`"${name}" is classified as ${expected}`, () => {
      expect(classifySubject(name)).toBe(expected);
      expect(classifySubject(name.toUpperCase())).toBe(expected);
    });

  it('is searched for whole words only', () => {
    for (const name of [
      'Party',
      'Smart',
      'Webster',
      'Mathis',
      'Petals',
      'Relay',
      'Healthy',
      'Gymnast',
      'Arté',
      'pé',
      'art3',
      'Bandé',
    ])
      expect(classifySubject(name), name).toBe('other');
  });

  it('is searched for words beside any punctuation', () => {
    for (const name of ['Math-7', '(math)', 'math/7', '7:math', 'Math, honors', '"Math"', 'math_lab'])
      expect(classifySubject(name), name).toBe('math');
  });

  it('is classified by the first entry that matches, wherever the words stand', () => {
    SUBJECT_WORDS.forEach(({ words, subject: expected }, place) => {
      for (const word of words) {
        const earlier = SUBJECT_WORDS.slice(0, place).some(({ words: others }) =>
          others.some((other) => ` ${word} `.replaceAll('-', ' ').includes(` ${other} `)),
        );
        if (!earlier) expect(classifySubject(`x ${word} y`), word).toBe(expected);
        for (const { words: later } of SUBJECT_WORDS.slice(place + 1))
          expect(classifySubject(`${later[0] ?? ''} ${word}`), word).toBe(classifySubject(word));
      }
    });
  });

  it('is answered alike again and again, more names than are remembered', () => {
    for (let n = 0; n < 10_050; n++) classifySubject(`course ${n}`);
    expect(classifySubject('Latin Dance')).toBe('language');
    expect(classifySubject('course 1')).toBe('other');
  });
});
