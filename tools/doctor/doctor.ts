import type { Twilio } from 'twilio';
import { CommandError } from '../command-error';
import type { Consent } from '../consent';
import { accountClient, explainProblem } from '../environments/account-client';
import type { Environment } from '../environments/environment';
import { examine } from './examine';
import { type Examination, type Finding, isProblem } from './finding';
import { findingsTable } from './findings-table';
import { FIRST_STEPS } from './first-steps';
import { writeValues } from './write-values';

export interface DoctorOptions {
  environment: Environment;
  /** Fills the environment's file. */
  write?: boolean;
  /** Makes what the account lacks, each with consent. */
  create?: boolean;
  consent: Consent;
  /** Of the process. */
  given?: Record<string, string | undefined>;
  say: (line: string) => void;
}

export interface Diagnosis {
  environment: string;
  file: string;
  findings: Finding[];
  /** What was made in the account. */
  made: string[];
  /** What can be made, and was not. */
  canMake: string[];
  /** Variables that were written to the file. */
  written: string[];
  /** Variables that were found, and that the file does not have. */
  unwritten: string[];
  /** Nothing stands in the way of the Functions, and what they need is written down. */
  healthy: boolean;
}

/** Of the shell, and worth keeping; the Auth Token is not kept. */
const KEPT = ['ACCOUNT_SID', 'TWILIO_API_KEY', 'TWILIO_API_SECRET'];

/** Looks at an environment and its account, and makes and writes what was asked for. */
export async function doctor(options: DoctorOptions): Promise<Diagnosis> {
  return new Doctor(options).run();
}

class Doctor {
  #environment: Environment;
  readonly #made: string[] = [];
  readonly #canMake: string[] = [];
  readonly #written: string[] = [];

  constructor(private readonly options: DoctorOptions) {
    this.#environment = options.environment;
  }

  async run(): Promise<Diagnosis> {
    const { given } = this.options;
    const client = clientOf(this.#environment);
    const look = () => examine({ client, environment: this.#environment, given });
    let examination = await look();
    this.#keep({});
    if (client && !credentialsAreWrong(examination)) this.#keep(pick(this.#environment.values, KEPT));
    this.#keep(examination.found);
    if (await this.#create(examination)) {
      examination = await look();
      this.#keep(examination.found);
    }
    return this.#diagnosis(examination);
  }

  /** True when something was made. */
  async #create({ creations }: Examination): Promise<boolean> {
    const { create, consent, say } = this.options;
    for (const { what, make } of creations) {
      if (!create || !(await consent(`${what}: not there. Make it?`))) {
        this.#canMake.push(what);
        continue;
      }
      try {
        this.#keep(await make());
      } catch (error) {
        const { message } = explainProblem(error, this.#environment.values);
        throw new CommandError(`${what}: not made. ${message}\nRun it again: what is done stays done.`);
      }
      this.#made.push(what);
      say(`Made: ${what}`);
    }
    return this.#made.length > 0;
  }

  /** What is not written counts as not there. */
  #keep(values: Readonly<Record<string, string>>): void {
    if (!this.options.write) return;
    this.#written.push(...writeValues(this.#environment, values));
    this.#environment = { ...this.#environment, values: { ...values, ...this.#environment.values } };
  }

  #diagnosis({ findings, found }: Examination): Diagnosis {
    const { name, file } = this.#environment;
    const unwritten = Object.keys(found).filter((variable) => !this.#environment.values[variable]);
    return {
      environment: name,
      file,
      findings,
      made: this.#made,
      canMake: this.#canMake,
      written: [...new Set(this.#written)],
      unwritten,
      healthy: unwritten.length === 0 && !findings.some(isProblem),
    };
  }
}

/** What a diagnosis says at the terminal. */
export function diagnosisText({
  environment,
  file,
  findings,
  canMake,
  written,
  unwritten,
  healthy,
}: Diagnosis): string {
  const hasAccount = findings.some(({ name, state }) => name === 'ACCOUNT_SID' && state !== 'missing');
  const problems = findings.filter(isProblem).length;
  const lines = [
    `Environment ${environment}, ${file}`,
    '',
    findingsTable(findings, unwritten),
    '',
    ...(written.length > 0 ? [`Written to ${file}: ${written.join(', ')}.`] : []),
    ...(canMake.length > 0 ? ['`--create` makes, asking first:', ...canMake.map((what) => `  - ${what}`)] : []),
    ...(hasAccount ? [] : FIRST_STEPS),
    ...(unwritten.length > 0
      ? [`${unwritten.length} found and not written down: \`--write\` puts them into ${file}.`]
      : []),
    healthy ? 'All that the Functions need is there.' : problems > 0 ? `${problems} to mend.` : 'Nothing to mend.',
  ];
  return lines.join('\n');
}

function clientOf(environment: Environment): Twilio | undefined {
  try {
    return accountClient(environment);
  } catch {
    // Without usable credentials there is nobody to ask; the findings say which are missing or malformed.
    return undefined;
  }
}

const credentialsAreWrong = ({ findings }: Examination) =>
  findings.some(({ name, state }) => state === 'wrong' && (KEPT.includes(name) || name === 'AUTH_TOKEN'));

const pick = (values: Environment['values'], names: string[]): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (values[name] ? [[name, values[name]]] : [])));
