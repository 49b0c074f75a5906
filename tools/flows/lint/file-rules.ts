import type { Rule } from './rule';

/** Rules of the files, not of the flow in them: nobody can turn them off. */
type FileRule = Omit<Rule, 'check'>;

export const FILE_RULE: FileRule = {
  id: 'S000',
  level: 'import',
  severity: 'error',
  title: 'The file can be read, and is JSON',
  why: 'Studio imports JSON alone: a file that is none cannot be imported, nor looked into',
  fix: 'Export the flow as JSON, or render the template that it is, and lint what comes out',
};

export const OFF_RULE: FileRule = {
  id: 'H131',
  level: 'policy',
  severity: 'warning',
  title: 'A rule that is turned off would find something',
  why: 'An entry of lint.json that has outlived its reason hides the next mistake of that kind',
  fix: 'Remove the entry from lint.json',
};
