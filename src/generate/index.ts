/**
 * Invents school districts, of any size, and writes them as the CSV files an SIS would send. Equal options give
 * byte-identical files on every machine. It must never make a file that an import would reject or warn about, never
 * read a clock or any other chance than the seed, and never use a name, address or number of somebody who exists:
 * mail domains are below `example.org`, telephone numbers from the range kept for fiction.
 */
import {
  writeDistrictFiles,
  type CsvFile,
  type CsvLayout,
  type Progress,
  type WrittenFile,
} from './district-files.ts';
import type { DistrictPlan } from './district-plan.ts';
import { planDemoDistrict } from './plan-demo-district.ts';
import { planDistrict } from './plan-district.ts';
import { Random } from './random.ts';
import { SisIds } from './sis-ids.ts';
import { writeDistrict, type RecordCounts } from './write-district.ts';

export type { CsvFile, CsvLayout } from './district-files.ts';
export { demoDistrictAdmins, type DemoDistrictAdmin } from './plan-demo-district.ts';

export interface GenerateDemoOptions {
  readonly seed: number;
  readonly outDir: string;
  readonly layout: CsvLayout;
  /** Called after each write to a file, with the rows written to it so far. */
  readonly onProgress?: (done: Progress) => void;
}

export interface GenerateOptions extends GenerateDemoOptions {
  readonly students: number;
  /** The year in which the school year ends. */
  readonly schoolYear?: number;
}

export interface GeneratedSummary {
  readonly counts: RecordCounts;
  readonly files: Readonly<Record<CsvFile, WrittenFile>>;
}

const DEFAULT_SCHOOL_YEAR = 2027;

/** More than this would need teacher ids of six digits. */
export const GENERATED_STUDENTS_MAX = 1_500_000;

export async function generateDistrict(options: GenerateOptions): Promise<GeneratedSummary> {
  const { students, schoolYear = DEFAULT_SCHOOL_YEAR } = options;
  if (!Number.isInteger(students) || students < 1 || students > GENERATED_STUDENTS_MAX) {
    throw new RangeError(
      `students must be a whole number from 1 to ${GENERATED_STUDENTS_MAX}, not ${students}`,
    );
  }
  if (!Number.isInteger(schoolYear) || schoolYear < 1900 || schoolYear > 9999) {
    throw new RangeError(`schoolYear must be a year of four digits, not ${schoolYear}`);
  }
  return generate(options, schoolYear, (random, ids) => planDistrict({ students, random, ids }));
}

/** The three schools that published clients of the API expect to find. */
export async function generateDemoDistrict(options: GenerateDemoOptions): Promise<GeneratedSummary> {
  return generate(options, DEFAULT_SCHOOL_YEAR, planDemoDistrict);
}

async function generate(
  { seed, outDir, layout, onProgress }: GenerateDemoOptions,
  schoolYear: number,
  plan: (random: Random, ids: SisIds) => DistrictPlan,
): Promise<GeneratedSummary> {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`seed must be a whole number, not ${seed}`);
  const random = new Random(seed, 0);
  const ids = new SisIds(random);
  const district = plan(random, ids);
  const { written, files } = await writeDistrictFiles({ outDir, layout, onProgress }, (tables) =>
    writeDistrict({ plan: district, seed, schoolYear, ids, tables }),
  );
  return { counts: written, files };
}
