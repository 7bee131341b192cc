import { describeIf } from '../../support/requirements.js';
import { setUpPage } from './openPage.js';

describeIf('browser', 'the parcels', () => {
  const suite = setUpPage();

  test('show what waits on a list and what a webhook got', async () => {
    const page = await suite.open();
    await page.getByRole('button', { name: /Parcels/ }).click();
    const parcels = page.getByRole('complementary', { name: 'Parcels' });
    await parcels.getByRole('region', { name: 'On welcome-kit' }).getByText('2 × Mug for Ada Lovelace').waitFor();
    const delivered = parcels.getByRole('region', { name: 'Delivery of shirts' });
    await delivered.getByText('1 × Shirt for Grace Hopper').waitFor();
    await delivered.getByText('https://pack.example/in').waitFor();
  });
});
