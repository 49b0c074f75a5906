import { isTemplate, type Output } from '../../../../../studio-flows/liquid/read-template';
import { flowTexts, isForPeople } from '../../account/flow-texts';
import { placeholderIn } from '../../account/placeholder';
import { urlHost } from '../../account/url-host';
import { urlTexts } from '../../account/url-texts';
import type { LintedFlow } from '../../linted-flow';
import { asText } from '../../linted-state';
import { setVariables } from '../../liquid/set-variables';
import { shown } from '../../liquid/shown';
import { variableName } from '../../liquid/state-variables';
import type { Rule } from '../../rule';

/** A087: what somebody was meant to fill in. */
export const noPlaceholders: Rule = {
  id: 'A087',
  level: 'policy',
  severity: 'error',
  title: 'No placeholder is left',
  why: 'Studio takes it as it stands, and the widget fails when it runs',
  fix: 'Fill it in, or use a stand-in that names.json explains: that is filled in when the flow is published',
  check(flow, report) {
    const byState = new Map<string | undefined, Set<string>>();
    for (const item of flowTexts(flow)) {
      const placeholder = placeholderIn(item.text, isForPeople(item));
      const told = byState.get(item.state?.name) ?? new Set();
      if (placeholder !== undefined)
        byState.set(item.state?.name, told.add(`${shown(placeholder, 40)} in ${item.path}`));
    }
    for (const [state, told] of byState) {
      report({ state, message: `Still to be filled in: ${[...told].slice(0, 10).join(', ')}` });
    }
  },
};

/** A089: a sub-flow of another revision than the published one. */
export const subflowIsPublished: Rule = {
  id: 'A089',
  level: 'policy',
  severity: 'warning',
  title: 'Sub-flows run their published revision',
  why: 'LatestRevision runs drafts, and a number runs yesterday: what was tested and what runs are no longer the same',
  fix: 'Set flow_revision to LatestPublished',
  check(flow, report) {
    for (const { name, properties } of flow.ofType('run-subflow')) {
      const { flow_revision: revision } = properties;
      const text = typeof revision === 'number' ? String(revision) : asText(revision);
      if (text === '' || text === 'LatestPublished' || placeholderIn(text) !== undefined) continue;
      report({ state: name, message: `flow_revision is ${shown(text, 40)}` });
    }
  },
};

/** Twilio reads these itself, and sends nothing along that is worth anything. */
const ONLY_FETCHED: ReadonlySet<string> = new Set(['play', 'media_url']);

/** A090: a host that a variable decides. */
export const hostIsWrittenOut: Rule = {
  id: 'A090',
  level: 'policy',
  severity: 'warning',
  title: 'The host of a URL is written out',
  why: 'Whoever sets the variable decides who gets the request, its personal data and the say over what comes next',
  fix: 'Write the host out, or set the variable to a constant in a Set Variables widget, and leave only the path to Liquid',
  check(flow, report) {
    for (const state of flow.states) {
      for (const { path, text, property } of urlTexts(state)) {
        if (ONLY_FETCHED.has(property)) continue;
        const open = urlHost(text)?.outputs.find((output) => !isTrusted(flow, output));
        if (open === undefined) continue;
        const name = shown(open.path ? variableName(open.path) : open.piece.content);
        report({ state: state.name, message: `{{${name}}} decides the host of ${path}` });
      }
    }
  },
};

const RUN_FUNCTION_SIDS = ['service_sid', 'environment_sid', 'function_sid'];

/** A092: a Function that Studio knows by its URL alone. */
export const functionHasSids: Rule = {
  id: 'A092',
  level: 'policy',
  severity: 'warning',
  title: 'Run Function has service, environment and Function',
  why: 'Without its three SIDs the console shows no Function, and a protected one may answer 403',
  fix: 'Choose service, environment and Function in the widget, or add service_sid, environment_sid and function_sid',
  check(flow, report) {
    for (const { name, properties } of flow.ofType('run-function')) {
      const missing = RUN_FUNCTION_SIDS.filter((key) => asText(properties[key]).trim() === '');
      if (missing.length === 0 || asText(properties.url).trim() === '') continue;
      report({ state: name, message: `There is a url, and no ${missing.join(', ')}` });
    }
  },
};

/** What Twilio itself hands over, and variables that the flow sets to constants. */
function isTrusted(flow: LintedFlow, { path }: Output): boolean {
  if (!path) return true;
  const [root, member, key] = path;
  const last = path.at(-1);
  if (typeof last === 'string' && /^(RecordingUrl|TranscriptionUrl|MediaUrl\d{1,2})$/.test(last)) return true;
  if (root !== 'flow' || member !== 'variables') return false;
  const values = setVariables(flow).filter((one) => one.key === key);
  return values.length > 0 && values.every(({ value }) => !isTemplate(value));
}
