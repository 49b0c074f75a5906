import path from 'node:path';
import { canonicalFlow } from '../../../studio-flows/canonical-flow';
import type { FlowDefinition } from '../../../studio-flows/flow-definition';
import { readFlows } from '../../../studio-flows/read-flows';
import { flowDifferences } from '../../flows/flow-differences';
import { PROJECT_FOLDER } from '../../project-folder';
import { expectThat, type Scenario } from '../scenario';

/** `npm run flows -- status` and `npm run deploy` compare by it: otherwise every flow looks changed for ever. */
export const flowAsSent: Scenario = {
  name: 'Studio gives a flow back as it was sent',
  async run(rig, step) {
    const { flows } = rig.target.client.studio.v2;
    for (const { name, definition } of readFlows(path.join(PROJECT_FOLDER, 'studio-flows')).flows) {
      step(`${name} is saved as a draft, and fetched again`);
      const { sid } = await flows.create({ friendlyName: rig.label, status: 'draft', definition });
      rig.cleanup.add(`flow ${sid}`, () => flows(sid).remove());
      const saved = (await flows(sid).fetch()).definition as FlowDefinition;
      const [difference = 'only in what flowDifferences does not show'] = flowDifferences(definition, saved);
      expectThat(
        canonicalFlow(saved) === canonicalFlow(definition),
        `It came back different (studio-flows/canonical-flow.ts): ${difference.trim()}`,
      );
    }
  },
};
