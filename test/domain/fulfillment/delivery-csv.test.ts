import { deliveryCsv } from '../../../src/domain/fulfillment/delivery-csv.js';
import { aDelivery } from '../../contracts/deliveries.js';

const lines = (changes: object) => {
  const [line] = aDelivery().lines;
  return deliveryCsv({ lines: line === undefined ? [] : [{ ...line, ...changes }] }).split('\r\n');
};

describe('the CSV of a delivery', () => {
  test('has a header and a line an item', () => {
    expect(deliveryCsv(aDelivery())).toBe(
      'line,item,quantity,name,company,email,phone,street,street2,city,state,zip,country\r\n' +
        'execution-1.mug,Mug,2,Ada Lövelace,,ada@example.com,+14155552345,' +
        '210 King St,Suite 6100,San Francisco,CA,94107,US\r\n',
    );
  });

  test('leaves the cells of an unknown address blank', () => {
    expect(lines({ address: null })[1]).toMatch(/\+14155552345,,,,,,$/);
  });

  test('has only its header where nobody is on the list', () => {
    expect(deliveryCsv({ lines: [] }).split('\r\n')).toHaveLength(2);
  });

  test.each([
    ['=HYPERLINK("https://evil.example","Ada")', '"\'=HYPERLINK(""https://evil.example"",""Ada"")"'],
    ['+cmd|/c calc', '"\'+cmd|/c calc"'],
    ['-1+cmd', '"\'-1+cmd"'],
    ['@SUM(A1)', '"\'@SUM(A1)"'],
    ['\t=1', '"\'\t=1"'],
  ])('defuses %j, which a spreadsheet would run', (name, cell) => {
    const contact = { name, company: null, email: 'ada@example.com', phone: null };
    expect(lines({ contact })[1]).toContain(`,${cell},`);
  });
});
