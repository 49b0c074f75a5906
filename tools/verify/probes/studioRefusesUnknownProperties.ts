import { defineProbe } from '../probe';
import { refusesProperties } from '../validate-flow';

export const studioRefusesUnknownProperties = defineProbe({
  name: 'studioRefusesUnknownProperties',
  observe: (rig) => refusesProperties(rig, { verification: 'unknown' }, 'a property that the widget does not have'),
});
