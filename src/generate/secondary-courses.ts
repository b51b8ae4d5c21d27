import type { Subject } from './subject.ts';

type CoursesOfLevel = Readonly<Partial<Record<Subject, readonly string[]>>>;

interface Slot {
  readonly code: string;
  readonly courses: Readonly<Record<number, CoursesOfLevel>>;
}

/** The seven periods of grades 6 to 12. The last ones are those for which two classes may meet. */
export const SECONDARY_SLOTS: readonly Slot[] = [
  {
    code: 'ENG',
    courses: {
      6: { 'english/language arts': ['English Language Arts 6', 'Reading and Writing 6'] },
      7: { 'english/language arts': ['English Language Arts 7', 'Advanced English 7'] },
      8: { 'english/language arts': ['English Language Arts 8', 'Advanced English 8'] },
      9: { 'english/language arts': ['English 9', 'English 9 Honors'] },
      10: { 'english/language arts': ['English 10', 'World Literature'] },
      11: { 'english/language arts': ['American Literature', 'AP English Language'] },
      12: {
        'english/language arts': ['English 12', 'AP English Literature', 'Creative Writing', 'Journalism'],
      },
    },
  },
  {
    code: 'MAT',
    courses: {
      6: { math: ['Mathematics 6', 'Accelerated Mathematics 6'] },
      7: { math: ['Mathematics 7', 'Pre-Algebra'] },
      8: { math: ['Mathematics 8', 'Algebra I'] },
      9: { math: ['Algebra I', 'Geometry'] },
      10: { math: ['Geometry', 'Algebra II'] },
      11: { math: ['Algebra II', 'Pre-Calculus'] },
      12: { math: ['Statistics', 'AP Calculus AB', 'Trigonometry', 'Financial Algebra'] },
    },
  },
  {
    code: 'SCI',
    courses: {
      6: { science: ['Earth Science', 'Earth and Space Science'] },
      7: { science: ['Life Science', 'Life Science, Advanced'] },
      8: { science: ['Physical Science', 'Integrated Science'] },
      9: { science: ['Biology', 'Biology Honors'] },
      10: { science: ['Chemistry', 'Environmental Science'] },
      11: { science: ['Physics', 'AP Chemistry', 'Living Environment'] },
      12: { science: ['AP Biology', 'Physics', 'Forensic Science', 'Earth Science: Oceans'] },
    },
  },
  {
    code: 'SOC',
    courses: {
      6: { 'social studies': ['World Geography', 'Ancient History'] },
      7: { 'social studies': ['World History 7', 'Social Studies 7'] },
      8: { 'social studies': ['U.S. History to 1877', 'Civics'] },
      9: { 'social studies': ['World History', 'Human Geography'] },
      10: { 'social studies': ['Modern World History', 'AP World History'] },
      11: { 'social studies': ['U.S. History', 'AP U.S. History'] },
      12: { 'social studies': ['Government', 'Economics', 'AP Psychology', 'Comparative Politics'] },
    },
  },
  {
    code: 'ELE',
    courses: {
      6: { language: ['Exploring Spanish'], 'technology and engineering': ['Computer Basics'] },
      7: { language: ['Spanish IA', 'French IA'], 'technology and engineering': ['Robotics'] },
      8: { language: ['Spanish IB', 'French IB'], 'technology and engineering': ['Web Design'] },
      9: {
        language: ['Spanish I', 'French I'],
        'technology and engineering': ['Introduction to Programming'],
      },
      10: {
        language: ['Spanish II', 'Mandarin I', 'American Sign Language (ASL)'],
        'technology and engineering': ['Engineering Design'],
      },
      11: {
        language: ['Spanish III', 'Latin II'],
        'technology and engineering': ['AP Computer Science'],
        other: ['Culinary Skills'],
      },
      12: {
        language: ['AP Spanish'],
        'technology and engineering': ['Robotics and Control'],
        other: ['Career Internship'],
      },
    },
  },
  {
    code: 'ART',
    courses: {
      6: { 'arts and music': ['Beginning Band', 'Chorus 6'] },
      7: { 'arts and music': ['Intermediate Band', 'Beginning Orchestra'] },
      8: { 'arts and music': ['Symphonic Band', 'Drama Workshop'] },
      9: { 'arts and music': ['Concert Band', 'Concert Choir', 'Theatre Arts'] },
      10: { 'arts and music': ['Orchestra', 'Film Studies', 'Marching Band'] },
      11: { 'arts and music': ['Wind Band', 'Choir and Vocal Technique', 'Dance Company'] },
      12: { 'arts and music': ['Symphony Orchestra', 'Drama Production'] },
    },
  },
  {
    code: 'PHE',
    courses: {
      6: { 'PE and health': ['Physical Education 6'] },
      7: { 'PE and health': ['Physical Education 7', 'Health 7'] },
      8: { 'PE and health': ['Physical Education 8', 'Health 8'] },
      9: { 'PE and health': ['Physical Education 9', 'Health and Fitness'] },
      10: { 'PE and health': ['Team Sports (PE)', 'Lifetime Fitness'] },
      11: { 'PE and health': ['Weight Training and Fitness', 'Physical Education 11'] },
      12: { 'PE and health': ['Outdoor Fitness', 'Physical Education 12'] },
    },
  },
];
