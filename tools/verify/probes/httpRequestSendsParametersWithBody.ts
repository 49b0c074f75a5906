import { Ear } from '../ear';
import { defineProbe } from '../probe';
import { endOf, postingFlow, startFlow } from '../probe-flows';

export const httpRequestSendsParametersWithBody = defineProbe({
  name: 'httpRequestSendsParametersWithBody',
  async observe(rig) {
    const [withBody, without] = [await Ear.open(rig), await Ear.open(rig)];
    const url = without.address;
    const requests = [
      { name: 'with_body', url, parameters: withBody.parameters, body: 'verification=1' },
      { name: 'without_body', url, parameters: without.parameters },
    ];
    await endOf(rig, await startFlow(rig, postingFlow(requests)));
    if (!(await without.hears())) return { saw: 'parameters did not arrive, not even where there was no body' };
    return (await withBody.hears())
      ? { value: true, saw: 'parameters arrived beside a body' }
      : { value: false, saw: 'parameters arrived without a body, and did not beside one' };
  },
});
