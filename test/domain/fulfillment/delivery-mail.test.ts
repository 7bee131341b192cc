import { deliveryMail } from '../../../src/domain/fulfillment/delivery-mail.js';
import { aDelivery } from '../../contracts/deliveries.js';

const mailOf = (name = 'Welcome kit') => {
  const delivery = aDelivery({ list: { id: 'list-1', name } });
  return deliveryMail(delivery, delivery.closedAt.setZone('America/New_York'));
};

test('a delivery by mail says which list it is, of when, and how much', () => {
  expect(mailOf()).toEqual({
    subject: 'Welcome kit: 1 line of 2026-03-02',
    text: 'Welcome kit as of 2026-03-02 12:00: 1 line, in the file that goes with this mail.',
    csv: { filename: 'welcome-kit-2026-03-02.csv', content: expect.stringMatching(/^line,item,.*Mug,2,Ada/s) },
  });
});

test.each([
  ['../../etc/passwd', 'etc-passwd-2026-03-02.csv'],
  ['Größe "L" & mehr', 'größe-l-mehr-2026-03-02.csv'],
  ['!!!', 'list-2026-03-02.csv'],
])('the file of the list %j can be saved anywhere', (name, filename) => {
  expect(mailOf(name).csv.filename).toBe(filename);
});
