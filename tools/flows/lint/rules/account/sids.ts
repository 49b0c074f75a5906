import { flowTexts } from '../../account/flow-texts';
import { knownStandIns } from '../../account/known-stand-ins';
import { mask } from '../../account/mask';
import { type FoundSid, sidsIn } from '../../account/sids';
import type { LintedFlow } from '../../linted-flow';
import type { Remark, Rule } from '../../rule';

const OF_THE_ACCOUNT = ['AC', 'SK'];

/** A079: the account's own SID, or that of an API key. */
export const noAccountSid: Rule = {
  id: 'A079',
  level: 'policy',
  severity: 'error',
  title: 'No Account or API key SID',
  why: 'Whoever gets the file learns whose account it is, and the flow works in no other account',
  fix: 'Take it from the request in Liquid, such as {{trigger.call.AccountSid}}, or let a Function make the request',
  check(flow, report) {
    for (const remark of sidRemarks(flow, ({ prefix }) => OF_THE_ACCOUNT.includes(prefix))) report(remark);
  },
};

/** A080: SIDs of one account in a file that is to be used in several. */
export const noHardCodedSid: Rule = {
  id: 'A080',
  level: 'policy',
  severity: 'error',
  title: 'No SIDs of one account',
  why: 'The flow works in one account alone: in another one, or after the thing was made anew, it fails when it runs',
  fix: 'Put a stand-in in its place and say in names.json what it stands for: it is filled in when the flow is published',
  check(flow, report) {
    for (const remark of sidRemarks(flow, ({ prefix }) => !OF_THE_ACCOUNT.includes(prefix))) report(remark);
  },
};

/** One remark a widget, with all that it holds. */
function sidRemarks(flow: LintedFlow, wanted: (sid: FoundSid) => boolean): Remark[] {
  const standIns = knownStandIns(flow.context.names);
  const byState = new Map<string | undefined, Set<string>>();
  for (const { state, path, text } of flowTexts(flow)) {
    for (const found of sidsIn(text)) {
      if (!wanted(found) || standIns.has(found.sid.toLowerCase())) continue;
      const told = byState.get(state?.name) ?? new Set();
      byState.set(state?.name, told.add(`${found.kind} ${mask(found.sid)} in ${path}`));
    }
  }
  return [...byState].map(([state, told]) => ({ state, message: `Hard-coded: ${[...told].slice(0, 10).join(', ')}` }));
}
