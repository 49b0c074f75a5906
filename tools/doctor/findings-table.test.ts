import type { Finding } from './finding';
import { findingsTable } from './findings-table';

const findings: Finding[] = [
  { name: 'ACCOUNT_SID', state: 'found', value: 'AC1', message: 'Shop, active', required: true },
  { name: 'SYNC_SERVICE_SID', state: 'missing', message: 'no Sync Service', mend: 'Make it.', required: true },
  { name: 'STUDIO_FLOW_SID', state: 'found', value: 'FW1', message: 'the flow', required: true },
  { name: 'BRIDGE_URL', state: 'unset', message: 'not set: no bridge', required: false },
  { name: 'Functions', state: 'unset', message: 'not deployed yet', mend: 'Deploy.', required: false },
];

test('README example: what is there, how to mend what is not, and at the end what need not be set', () => {
  expect(findingsTable(findings, ['STUDIO_FLOW_SID']).split('\n')).toEqual([
    'found    ACCOUNT_SID       AC1  Shop, active',
    'missing  SYNC_SERVICE_SID  no Sync Service',
    '                           → Make it.',
    'found    STUDIO_FLOW_SID   FW1  the flow; not written down yet',
    'unset    Functions         not deployed yet',
    '                           → Deploy.',
    '',
    'Not set, and what holds without:',
    '         BRIDGE_URL        no bridge',
  ]);
});

test('nothing at all is an empty text', () => {
  expect(findingsTable([])).toBe('');
});
