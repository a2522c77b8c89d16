import { ruby, rubyTemplate } from '../../src/formats/ruby/format.ts';
import { factsOf, outcomeOf } from '../support/code-facts.ts';

const read = (text: string, path = 'app/models/order.rb') => factsOf(ruby, path, text);

describe('ruby: reads and their strength', () => {
  test.each([
    ['handed on', 'use(ENV["A"])', 'guarded A'],
    ['in a hash', 'config.x = { a: ENV["A"] }', 'guarded A'],
    ['fetched', "ENV.fetch('A')", 'required A'],
    ['fetched with a default', "ENV.fetch('A', 'x')", 'defaulted A='],
    ['fetched with a computed default', "ENV.fetch('A', x.y)", 'defaulted A'],
    ['fetched with nil', "use(ENV.fetch('A', nil))", 'guarded A'],
    ['fetched with a block', 'ENV.fetch("A") { "x" }', 'defaulted A='],
    ['fetched with a block of nothing', 'ENV.fetch("A") { nil }', 'guarded A'],
    ['fetched with a block that raises', 'ENV.fetch("A") { |name| raise name }', 'required A'],
    ['fetched or rescued', 'x = ENV.fetch("A") rescue nil', 'guarded A'],
    ['or', 'a = ENV["A"] || "x"', 'defaulted A='],
    ['presence or', 'a = ENV["A"].presence || "x"', 'defaulted A='],
    ['or another', 'a = ENV["A"] || ENV["B"] || "x"', 'defaulted A, defaulted B='],
    ['or nil', 'a = ENV["A"] || nil', 'guarded A'],
    ['or raise', 'a = ENV["A"] || raise("no A")', 'required A'],
    ['or abort', 'a = ENV["A"] or abort "no A"', 'required A'],
    ['raise unless', 'raise "no A" unless ENV["A"]', 'required A'],
    ['raise unless there', 'raise "no A" unless ENV.key?("A")', 'required A'],
    ['raise if blank', 'raise ArgumentError if ENV["A"].blank?', 'required A'],
    ['abort in a block', 'if ENV["A"].nil?\n  abort "no A"\nend', 'required A'],
    ['abort in an else', 'if ENV["A"]\n  go\nelse\n  raise "no A"\nend', 'required A'],
    ['raise if either is missing', 'raise "x" if ENV["A"].nil? || ENV["B"].nil?', 'required A, required B'],
    ['raise if both are missing', 'raise "x" if ENV["A"].nil? && ENV["B"].nil?', 'guarded A, guarded B'],
    ['return unless', 'return unless ENV["A"]\nuse(ENV.fetch("A"))', 'guarded A, guarded A'],
    ['compared', 'x = ENV["A"] == "true"', 'guarded A'],
    ['ternary', 'x = ENV["A"] ? 1 : 2', 'guarded A'],
    ['case', 'case ENV["A"]\nwhen "x" then 1\nend', 'guarded A'],
    ['called on', 'ENV["A"].split(",")', 'required A'],
    ['called on safely', 'ENV["A"]&.split(",")', 'guarded A'],
    ['converted', 'ENV["A"].to_i', 'guarded A'],
    ['strictly converted', 'Integer(ENV["A"])', 'required A'],
    ['leniently converted', 'Integer(ENV["A"], exception: false)', 'guarded A'],
    ['in an address', 'url = "https://#{ENV["A"]}/x"', 'required A'],
    ['in a text', 'puts "hello #{ENV["A"]}"', 'guarded A'],
    ['concatenated', 'x = "a" + ENV["A"]', 'required A'],
    ['behind its test', 'if ENV["A"]\n  use(ENV.fetch("A"))\nend', 'guarded A, guarded A'],
    ['behind a switch', 'if ENV["S3"] == "true"\n  b = ENV.fetch("B")\nend', 'guarded S3, guarded B'],
    [
      'behind a switch in a name',
      's3 = ENV["S3"] == "true"\nif s3\n  b = ENV.fetch("B")\nend',
      'guarded S3, guarded B',
    ],
    ['in development', 'if Rails.env.development?\n  b = ENV.fetch("B")\nend', 'guarded B'],
    ['in production', 'if Rails.env.production?\n  b = ENV.fetch("B")\nend', 'required B'],
    ['followed', 'a = ENV["A"]\nraise "no A" if a.nil?', 'required A'],
    ['followed to a default', 'a = ENV["A"]\na ||= "x"\na.split', 'guarded A'],
    ['values_at', 'a, b = ENV.values_at("A", "B")', 'guarded A, guarded B'],
    ['list', '%w[A B].each { |name| ENV.fetch(name) }', 'required A, required B'],
    ['constant', 'NAME = "A".freeze\nENV.fetch(NAME)', 'required A'],
    ['computed', 'ENV["FEATURE_#{name}"]', 'prefix FEATURE_'],
    ['all', 'ENV.select { |k| k }', 'prefix '],
    ['set', 'ENV["A"] = "x"\nENV["B"] ||= "y"', 'supplied A, supplied B'],
    ['wrapper', 'def env!(name)\n  ENV.fetch(name)\nend\nenv!("A")', 'required A'],
    [
      'wrapper with a default',
      'def env(name, default = nil)\n  ENV[name] || default\nend\nenv("A", "x")\nenv("B")',
      'defaulted A=, guarded B',
    ],
    ['comment and text', '# ENV["A"]\nputs "ENV[\'B\']"\nputs \'ENV\'', ''],
    ['other constants', 'Foo::ENVIRONMENT["A"]\nMY_ENV["B"]', ''],
    ['top level', '::ENV["A"]', 'guarded A'],
  ])('%s', async (_, text, expected) => {
    expect(await read(text)).toBe(expected);
  });

  test.each(['lib/tasks/import.rake', 'Rakefile', 'config/environments/test.rb', 'config/deploy.rb'])(
    'what %s needs, the application does not',
    async (path) => {
      expect(await read('ENV.fetch("FILE")', path)).toBe('guarded FILE');
    },
  );

  test.each([
    ['truncated', 'def a\n  ENV.fetch("A"', /^unparsable$/],
    ['conflict', '<<<<<<< a\nENV["A"]\n=======\nENV["B"]\n>>>>>>> b\n', /^merge-conflict$/],
    ['CRLF', 'ENV.fetch("A")\r\nENV["B"]\r\n', /^read, required A, guarded B$/],
    ['NUL', 'x = 1 \0\nENV.fetch("A")\n', /required A/],
    ['deep', `${'['.repeat(5000)}ENV["A"]${']'.repeat(5000)}`, /^(?:read|unparsable|time-limit)/],
    ['huge line', `x = "${'y'.repeat(400_000)}"; ENV.fetch("A")`, /^read, required A$/],
  ])('bad input: %s', async (_, text, expected) => {
    expect(await outcomeOf(ruby, 'app/a.rb', text)).toMatch(expected);
  });
});

describe('ruby in YAML', () => {
  const database = `default: &default
  adapter: postgresql
  # <%# ENV["COMMENTED"] %>
  pool: <%= ENV.fetch("RAILS_MAX_THREADS") { 5 } %>
  <% if ENV['POSTGRES_SSL'] == 'true' %>
  sslmode: require
  <% end %>
production:
  password: <%= ENV.fetch('POSTGRES_PASSWORD') %>
  host: <%= ENV['POSTGRES_HOST'] || 'localhost' -%>
test:
  url: <%= ENV.fetch('TEST_DATABASE_URL') %>
`;

  test('reads what stands in tags, at its line', async () => {
    const { facts } = await rubyTemplate.read({ path: 'config/database.yml', text: database });
    expect(facts.map((fact) => [fact.line, 'name' in fact && fact.name, 'strength' in fact && fact.strength])).toEqual([
      [4, 'RAILS_MAX_THREADS', 'defaulted'],
      [5, 'POSTGRES_SSL', 'guarded'],
      [9, 'POSTGRES_PASSWORD', 'required'],
      [10, 'POSTGRES_HOST', 'defaulted'],
      [12, 'TEST_DATABASE_URL', 'guarded'],
    ]); // prettier-ignore
  });

  test.each([
    ['config/cable.yml', 'url: <%= ENV["REDIS_URL"] %>', true],
    ['config/cable.yml', 'url: redis://localhost', false],
    ['config/cable.yml', 'name: <%= Rails.env %>\nnote: ENV', false],
  ])('%s with %s', (path, text, expected) => {
    expect(rubyTemplate.matches(path) && rubyTemplate.recognises?.(text)).toBe(expected);
  });

  test.each([
    ['an open tag', 'a: <%= ENV.fetch("A") %>\nb: <%= ENV["B"]', 'read, required A'],
    ['conflict', '<<<<<<< a\nb: <%= ENV["A"] %>\n=======\n>>>>>>> b\n', 'merge-conflict'],
    ['CRLF', 'a: <%= ENV.fetch("A") %>\r\nb: 1\r\n', 'read, required A'],
  ])('bad input: %s', async (_, text, expected) => {
    expect(await outcomeOf(rubyTemplate, 'config/a.yml', text)).toBe(expected);
  });
});
