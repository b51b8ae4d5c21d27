/** The subjects of v1.1 (`api-v1.1` 8.4). */
export const SUBJECTS = [
  'english/language arts',
  'math',
  'science',
  'social studies',
  'language',
  'homeroom/advisory',
  'interventions/online learning',
  'technology and engineering',
  'PE and health',
  'arts and music',
  'other',
] as const;

export type Subject = (typeof SUBJECTS)[number];

/**
 * The version of the table below. A changed table re-classifies every district at once, so a new one is a new version,
 * which an operator puts in force (`roster-csv` 1.12).
 */
export const SUBJECT_WORDS_VERSION = 1;

/** Whole words of a course name that decide its subject; the first entry that matches wins (`roster-csv` D28). */
export const SUBJECT_WORDS: readonly { readonly subject: Subject; readonly words: readonly string[] }[] = [
  { subject: 'homeroom/advisory', words: ['homeroom', 'advisory', 'guidance'] },
  {
    subject: 'technology and engineering',
    words: ['technology', 'computer', 'programming', 'robotics', 'engineering', 'web', 'rails', 'coding'],
  },
  { subject: 'PE and health', words: ['physical education', 'p.e.', 'pe', 'health', 'fitness', 'gym'] },
  {
    subject: 'social studies',
    words: [
      'social studies',
      'history',
      'government',
      'economics',
      'geography',
      'civics',
      'politics',
      'psychology',
    ],
  },
  {
    subject: 'language',
    words: [
      'spanish',
      'french',
      'latin',
      'german',
      'chinese',
      'mandarin',
      'japanese',
      'italian',
      'arabic',
      'asl',
      'world language',
    ],
  },
  {
    subject: 'english/language arts',
    words: ['english', 'literature', 'writing', 'reading', 'journalism', 'newspaper', 'ela', 'language arts'],
  },
  {
    subject: 'science',
    words: ['science', 'biology', 'chemistry', 'physics', 'living environment', 'earth'],
  },
  {
    subject: 'math',
    words: [
      'math',
      'mathematics',
      'algebra',
      'geometry',
      'calculus',
      'statistics',
      'trigonometry',
      'pre-calculus',
      'arithmetic',
    ],
  },
  {
    subject: 'arts and music',
    words: [
      'art',
      'arts',
      'music',
      'chorus',
      'band',
      'drama',
      'theatre',
      'theater',
      'film',
      'drawing',
      'dance',
      'choir',
      'orchestra',
      'vocal',
    ],
  },
  {
    subject: 'interventions/online learning',
    words: ['intervention', 'online', 'credit recovery', 'rti'],
  },
];
