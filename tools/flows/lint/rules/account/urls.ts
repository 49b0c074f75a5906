import { isTemplate } from '../../../../../studio-flows/liquid/read-template';
import { flowTexts, isForPeople } from '../../account/flow-texts';
import { functionsDomainsIn } from '../../account/functions-domains';
import { knownStandIns } from '../../account/known-stand-ins';
import { placeholderIn } from '../../account/placeholder';
import { isLoopback, isTestHost } from '../../account/test-hosts';
import { hostsIn, urlHost } from '../../account/url-host';
import { urlTexts } from '../../account/url-texts';
import { shown } from '../../liquid/shown';
import type { Rule } from '../../rule';

/** A083: the Functions' domain of one account. */
export const noFunctionsDomain: Rule = {
  id: 'A083',
  level: 'policy',
  severity: 'error',
  title: "No account's own twil.io domain",
  why: "Each account and each environment has a domain of its own: elsewhere the flow calls somebody else's Functions, or none",
  fix: 'Put a stand-in in its place and say in names.json what it stands for: it is filled in when the flow is published',
  check(flow, report) {
    const standIns = knownStandIns(flow.context.names);
    const byState = new Map<string | undefined, Set<string>>();
    for (const { state, text } of flowTexts(flow)) {
      for (const domain of functionsDomainsIn(text)) {
        if (standIns.has(domain)) continue;
        byState.set(state?.name, (byState.get(state?.name) ?? new Set()).add(domain));
      }
    }
    for (const [state, domains] of byState) {
      report({ state, message: `Hard-coded: ${[...domains].slice(0, 5).join(', ')}` });
    }
  },
};

/** A084: a tunnel, a developer's machine, a request catcher. */
export const noTestHost: Rule = {
  id: 'A084',
  level: 'policy',
  severity: 'error',
  title: 'No tunnels, local hosts or request catchers',
  why: "Twilio cannot reach a local host, a tunnel ends with somebody's laptop, and a request catcher shows personal data to strangers",
  fix: 'Use the address of the service that runs for good',
  check(flow, report) {
    for (const item of flowTexts(flow)) {
      if (isForPeople(item)) continue;
      const hosts = new Set(hostsIn(item.text).map(({ host }) => host));
      for (const host of [...hosts].filter(isTestHost)) {
        report({ state: item.state?.name, message: `${item.path} leads to ${shown(host)}` });
      }
    }
  },
};

/** A085: a URL without TLS. */
export const noClearText: Rule = {
  id: 'A085',
  level: 'policy',
  severity: 'error',
  title: 'URLs with https or wss',
  why: "The caller's number and words cross the Internet in the clear, and anybody on the way can answer instead",
  fix: 'Write https:// or wss://',
  check(flow, report) {
    for (const state of flow.states) {
      for (const { path, text } of urlTexts(state)) {
        const { scheme, host } = urlHost(text) ?? { scheme: '', host: '' };
        if ((scheme !== 'http' && scheme !== 'ws') || isLoopback(host)) continue;
        report({ state: state.name, message: `${path} begins with ${scheme}://` });
      }
    }
  },
};

/** A086: a URL that leads nowhere. */
export const urlIsAbsolute: Rule = {
  id: 'A086',
  level: 'policy',
  severity: 'error',
  title: 'URLs are absolute',
  why: 'Studio has no address of its own to begin from: the widget fails when it runs (11100, 81014)',
  fix: 'Write the whole address, https:// first',
  check(flow, report) {
    for (const state of flow.states) {
      for (const { path, text } of urlTexts(state)) {
        const open = isTemplate(text) || placeholderIn(text) !== undefined;
        if (open || /^\s*[a-z][a-z0-9+.-]{0,20}:\/\/[^\s/]/i.test(text)) continue;
        report({ state: state.name, message: `${path} is no absolute URL` });
      }
    }
  },
};

/** A088: the account's credentials for somebody else. */
export const credentialsStayWithTwilio: Rule = {
  id: 'A088',
  level: 'policy',
  severity: 'error',
  title: 'Twilio credentials go to Twilio only',
  why: 'add_twilio_auth sends the Account SID and the Auth Token: who gets them owns the account',
  fix: 'Set add_twilio_auth to false, and let a Function make the request with what that service wants',
  check(flow, report) {
    for (const { name, properties } of flow.ofType('make-http-request')) {
      const { add_twilio_auth: adds, url } = properties;
      if ((adds !== true && adds !== 'true') || typeof url !== 'string' || url.trim() === '') continue;
      const to = urlHost(url);
      if (to && to.outputs.length === 0 && (isTwilio(to.host) || placeholderIn(url) !== undefined)) continue;
      const where = !to || to.outputs.length > 0 ? 'a host that Liquid decides' : shown(to.host || 'no Twilio host');
      report({ state: name, message: `add_twilio_auth sends the account's credentials to ${where}` });
    }
  },
};

function isTwilio(host: string): boolean {
  return ['twilio.com', 'twil.io'].some((domain) => host === domain || host.endsWith(`.${domain}`));
}
