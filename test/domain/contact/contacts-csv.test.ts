import { contactsFromCsv } from '../../../src/domain/contact/contacts-csv.js';

const places = (text: string) => contactsFromCsv(text).problems.map(({ line, column }) => `${line} ${column}`.trim());
const first = (text: string) => contactsFromCsv(text).contacts[0];

describe('the contacts file', () => {
  test('fills every cell, with custom fields by type', () => {
    const file = contactsFromCsv(
      'email,firstName,lastName,name,company,title,phone,zone,owner,tags,notes,seats,renewal,zip\n' +
        'Ada@Example.com, Ada ,Byron,,Engines,CFO,+44 20 7946 0000,europe/london,@ana,saas; finance ;;saas,"Met, once",40,2026-12-01,00781\n',
    );
    expect(file).toMatchObject({ ok: true, problems: [], badLinesCsv: '' });
    expect(file.contacts).toEqual([
      {
        email: 'Ada@example.com',
        firstName: 'Ada',
        lastName: 'Byron',
        name: null,
        company: 'Engines',
        title: 'CFO',
        phone: '+442079460000',
        zone: 'Europe/London',
        owner: { by: 'handle', handle: 'ana' },
        tags: ['saas', 'finance'],
        notes: 'Met, once',
        fields: { seats: 40, renewal: '2026-12-01', zip: '00781' },
      },
    ]);
    expect(file.goodOnes).toEqual(file.contacts);
  });

  test.each([',', ';', '\t'])('is parted by %j', (mark) => {
    expect(
      first(['email', 'company', 'note'].join(mark).concat('\n', ['a@b.co', '"x,y;z"', 'n'].join(mark))),
    ).toMatchObject({
      email: 'a@b.co',
      company: 'x,y;z',
      notes: 'n',
    });
  });

  test('headers are matched loosely and by their usual synonyms', () => {
    expect(
      first('E-mail,First Name,LAST_NAME,Organization,Mobile,Time zone,Job Title\na@b.co,A,B,C,+1 212 555 0100,UTC,D'),
    ).toMatchObject({
      email: 'a@b.co',
      firstName: 'A',
      lastName: 'B',
      company: 'C',
      phone: '+12125550100',
      zone: 'UTC',
      title: 'D',
      fields: {},
    });
  });

  test('bytes may begin with a byte order mark, and must be UTF-8', () => {
    const bytes = Buffer.from('\ufeffemail,company\r\na@b.co,Zürich AG\r\n');
    expect(contactsFromCsv(bytes).contacts).toMatchObject([{ email: 'a@b.co', company: 'Zürich AG' }]);
    expect(first('\ufeffemail\na@b.co')).toMatchObject({ email: 'a@b.co' });
    expect(contactsFromCsv(Buffer.from('email,company\na@b.co,Z\xfcrich', 'latin1')).problems).toMatchObject([
      { line: 1, column: '', message: 'The file is not UTF-8; save it as "CSV UTF-8".' },
    ]);
  });

  test('the same address twice is one contact: the later value of a cell wins, an empty one changes nothing', () => {
    const file = contactsFromCsv(
      'email,company,title,tags,seats,plan,owner\n' +
        'ada@example.com,Old,CFO,a;b,4,Team,@ana\n' +
        'ben@example.com,Other,,,,,\n' +
        'ADA@example.com,New,,c,5,,@ben\n' +
        'ada@EXAMPLE.com,,,,,,\n',
    );
    expect(file.contacts.map((contact) => contact.email)).toEqual(['ada@example.com', 'ben@example.com']);
    expect(file.contacts[0]).toMatchObject({
      company: 'New',
      title: 'CFO',
      tags: ['c'],
      fields: { seats: 5, plan: 'Team' },
      owner: { by: 'handle', handle: 'ben' },
    });
  });
});

describe('errors of the contacts file', () => {
  test('name the line and the column as the file spells it', () => {
    const file = contactsFromCsv(
      'E-mail,Mobile,Zone,owner,renewal\n' +
        'a@b.co,12,Mars/Base,???,2026-02-30\n' +
        'not-an-address,,,,\n' +
        '  ,,,@ana,\n' +
        'c@d.co,,,,\n',
    );
    expect(file.ok).toBe(false);
    expect(file.contacts).toEqual([]);
    expect(file.problems).toMatchObject([
      {
        line: 2,
        column: 'Mobile',
        message: '12 is not a telephone number; begin with + and the country code, as in +44 20 7946 0000.',
      },
      {
        line: 2,
        column: 'Zone',
        message: 'Mars/Base is not a time zone; write it as in Europe/London or America/New_York.',
      },
      { line: 2, column: 'owner', message: '??? names no owner; write an e-mail address, @handle or Slack id.' },
      { line: 2, column: 'renewal', message: '2026-02-30 is not a day of the calendar: write one as in 2026-12-24.' },
      { line: 3, column: 'E-mail', message: 'not-an-address is not an e-mail address: it has no @.' },
      { line: 4, column: 'E-mail', message: 'Write an e-mail address: there is none.' },
    ]);
    expect(file.goodOnes.map((contact) => contact.email)).toEqual(['c@d.co']);
  });

  test.each(['\n', '\r\n', '\r'])(
    'lines are those of the file, with line ends %j inside quotes and empty lines',
    (end) => {
      const text = [
        'email,notes,zone',
        'a@b.co,"one',
        'two',
        'three",UTC',
        '',
        'b@c.co,"x',
        'y",Nowhere',
        'bad,,',
      ].join(end);
      expect(places(text)).toEqual(['7 zone', '8 email']);
      expect(contactsFromCsv(text).goodOnes[0]?.notes).toBe('one\ntwo\nthree');
    },
  );

  test('a cell of several lines is named by its first', () => {
    expect(places('email,zone\na@b.co,"No\nwhere"\n"b\nc",UTC\n')).toEqual(['2 zone', '4 email']);
  });

  test('a separator that should be in quotes is told, a short line is fine', () => {
    const file = contactsFromCsv('email,company,title\na@b.co,Smith, Jones & Co,CFO\nb@c.co,X\n');
    expect(file.problems).toMatchObject([
      {
        line: 2,
        column: '',
        message:
          'The line has 4 cells but the header has 3; put a value that contains the separator in quotation marks.',
      },
    ]);
    expect(file.goodOnes).toMatchObject([{ email: 'b@c.co', company: 'X' }]);
  });

  test.each([
    ['an empty file', ' \n\n', '1'],
    ['no address column', 'name,company\nx,y', '1'],
    ['two columns for one cell', 'email,Mobile,Phone\na@b.co,,', '1 Phone'],
    ['a value without header', 'email,\na@b.co,x', '2'],
    ['a quotation mark left open', 'email,notes\na@b.co,x\nb@c.co,"open\nd@e.co,y\n', '3'],
  ])('%s', (_, text, place) => {
    expect(places(text)).toEqual([place]);
  });

  test('a quotation mark inside a word is a character', () => {
    expect(first('email,company\na@b.co,The "Best" Co')).toMatchObject({ company: 'The "Best" Co' });
  });
});

describe('the bad lines as a file', () => {
  test('have their cells, and the reason in a column of its own', () => {
    const file = contactsFromCsv('email;company;zone\na@b.co;"X; Y";Nowhere\nb@c.co;Z;UTC\nbad\n');
    expect(file.badLinesCsv).toBe(
      'email,company,zone,reason\r\n' +
        'a@b.co,"X; Y",Nowhere,"line 2, zone: Nowhere is not a time zone; write it as in Europe/London or America/New_York."\r\n' +
        'bad,,,"line 4, email: bad is not an e-mail address: it has no @."\r\n',
    );
  });

  test('come back corrected without the reason becoming a field', () => {
    const bad = contactsFromCsv('email,company\nbad,"=HYPERLINK(""x"")"\n').badLinesCsv;
    const corrected = first(bad.replace('\nbad,', '\na@b.co,'));
    expect(corrected?.company).toBe('=HYPERLINK("x")');
    expect(corrected?.fields).toEqual({});
    expect(contactsFromCsv(bad).badLinesCsv.split('\r\n')[0]).toBe('email,company,reason');
  });

  test('do not run in a spreadsheet, while telephone numbers and handles stay as they were', () => {
    const { badLinesCsv } = contactsFromCsv(
      'email,notes,phone,owner,delta\nbad,=1+A1,+1 212 555 0100,@ana,-5\nbad,@SUM(A1),,,-cmd|x\n',
    );
    expect(badLinesCsv).toContain(`bad,"'=1+A1",+1 212 555 0100,@ana,-5,`);
    expect(badLinesCsv).toContain(`bad,"'@SUM(A1)",,,"'-cmd|x",`);
  });
});
