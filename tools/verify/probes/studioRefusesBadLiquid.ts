import { defineProbe } from '../probe';
import { refusesProperties } from '../validate-flow';

export const studioRefusesBadLiquid = defineProbe({
  name: 'studioRefusesBadLiquid',
  observe: (rig) => refusesProperties(rig, { body: '{% if flow.sid %}never closed' }, 'a template that is not closed'),
});
