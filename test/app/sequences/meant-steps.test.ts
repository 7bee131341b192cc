import { meantSteps } from '../../../src/app/sequences/meantSteps.js';

const steps = ['intro', 'linkedin', 'break-up'].map((id) => ({ id, label: id.toUpperCase() }));

test('the step that was probably meant is named, and comes first', () => {
  expect(meantSteps('linkdin', steps)).toEqual({ nearest: 'linkedin', steps: [steps[1], steps[0], steps[2]] });
});

test('where none is near all come in their order', () => {
  expect(meantSteps('zzz', steps)).toEqual({ nearest: null, steps });
});
