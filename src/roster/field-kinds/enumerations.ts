import { oneOf } from './one-of.ts';

/** Value tables of `roster-csv` 1.11; the served values are those of `api-v1.1` 8.4. Spellings are lower case. */

const numbered = (n: number): readonly string[] => (n < 10 ? [`0${n}`] : []);

export const grade = oneOf({
  name: 'Grade',
  values: [
    '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12',
    'PreKindergarten', 'Kindergarten', 'PostGraduate', 'Other',
  ], // prettier-ignore
  spellings: {
    '1': numbered(1),
    '2': numbered(2),
    '3': numbered(3),
    '4': numbered(4),
    '5': numbered(5),
    '6': numbered(6),
    '7': numbered(7),
    '8': numbered(8),
    '9': numbered(9),
    Kindergarten: [
      '0',
      '00',
      'k',
      'kg',
      'kk',
      'kinder',
      'tk',
      'transitionalkindergarten',
      'transitional kindergarten',
    ],
    PreKindergarten: [
      '-1', '-2', 'pk', 'pre-k', 'p', 'p3', 'p4', 'pr', 'preschool', 'ps', 'pre-kindergarten',
    ], // prettier-ignore
    PostGraduate: ['13', 'pg'],
  },
  otherwise: 'Other',
  example: '2',
  form: 'A grade level. Anything that is none of the listed values is served as `Other`.',
});

export const gender = oneOf({
  name: 'Gender',
  values: ['M', 'F', ''],
  spellings: { M: ['male'], F: ['female'] },
  otherwise: '',
  example: 'F',
  form: '`M`, `F`, or empty.',
});

export const race = oneOf({
  name: 'Race',
  values: [
    'Caucasian',
    'Asian',
    'Black or African American',
    'American Indian',
    'Hawaiian or Other Pacific Islander',
    'Two or More Races',
    'Unknown',
    '',
  ],
  spellings: {
    Caucasian: ['w', 'white'],
    Asian: ['a'],
    'Black or African American': ['b', 'black', 'african american'],
    'American Indian': ['i', 'american indian or alaska native', 'native american'],
    'Hawaiian or Other Pacific Islander': [
      'p',
      'pacific islander',
      'hawaiian or pacific islander',
      'native hawaiian or other pacific islander',
      'native hawaiian or pacific islander',
    ],
    'Two or More Races': ['m', 'multiracial'],
    Unknown: ['u'],
  },
  otherwise: '',
  example: 'Asian',
  form: 'One of the listed names, or empty.',
});

/** Booleans of v1.1 are the strings `Y` and `N` (`api-v1.1` 8.6). */
export const yesNo = oneOf({
  name: 'Boolean',
  values: ['Y', 'N', ''],
  spellings: { Y: ['yes', 'true', 't', '1'], N: ['no', 'false', 'f', '0'] },
  otherwise: '',
  example: 'N',
  form: '`Y` or `N`, or empty when the source system does not say.',
});

/** Free and reduced lunch. Beware: `F` is *Free* here, not *false*. */
export const lunchStatus = oneOf({
  name: 'Lunch status',
  values: ['Free', 'Reduced', 'Paid', ''],
  spellings: { Free: ['f'], Reduced: ['r'], Paid: ['n', 'p'] },
  otherwise: '',
  example: 'Paid',
  form: '`Free`, `Reduced`, `Paid`, or empty.',
});
