/*
 * A pair of files for each documented rule of `buf breaking` (https://buf.build/docs/breaking/rules/), and the
 * categories under which it is broken: F FILE, P PACKAGE, J WIRE_JSON, W WIRE. `unlike` says
 * where we differ from buf on purpose.
 */

const proto3 = (body: string): string => `syntax = "proto3";\npackage shop.v1;\n${body}`;
const proto2 = (body: string): string => `syntax = "proto2";\npackage shop.v1;\n${body}`;
const edition = (body: string): string => `edition = "2023";\npackage shop.v1;\n${body}`;
const inA = (body: string): string => proto3(`message A { ${body} }`);
const inA2 = (body: string): string => proto2(`message A { ${body} }`);
const inA23 = (body: string): string => edition(`message A { ${body} }`);
const inE = (body: string): string => proto3(`enum E { ${body} }`);
const inS = (body: string): string => proto3(`message A {} message B {} service S { ${body} }`);

export const protobufRows: readonly (readonly [rule: string, old: string, next: string, told: string])[] = [
  ['MESSAGE_NO_DELETE', proto3('message A {} message B {}'), proto3('message A {}'), 'FP'],
  ['MESSAGE_NO_DELETE, nested', inA('message N { int32 x = 1; }'), inA(''), 'FP'],
  // Of the last enum or extension of a package buf says nothing under PACKAGE.
  ['ENUM_NO_DELETE', proto3('enum E { X = 0; } enum F { Y = 0; }'), proto3('enum F { Y = 0; }'), 'FP'],
  ['RPC_SAME_REQUEST_TYPE', inS('rpc Do(A) returns (A);'), inS('rpc Do(B) returns (A);'), 'FPJW'],
  ['RPC_SAME_RESPONSE_TYPE', inS('rpc Do(A) returns (A);'), inS('rpc Do(A) returns (B);'), 'FPJW'],
  ['RPC_SAME_CLIENT_STREAMING', inS('rpc Do(A) returns (A);'), inS('rpc Do(stream A) returns (A);'), 'FPJW'],
  ['RPC_SAME_SERVER_STREAMING', inS('rpc Do(A) returns (stream A);'), inS('rpc Do(A) returns (A);'), 'FPJW'],
  [
    'RPC_SAME_IDEMPOTENCY_LEVEL',
    inS('rpc Do(A) returns (A) { option idempotency_level = NO_SIDE_EFFECTS; }'),
    inS('rpc Do(A) returns (A) {}'),
    'FPJW',
  ],
  ['unlike: RPC_NO_DELETE, callers of it fail', inS('rpc Do(A) returns (A);'), inS(''), 'FPJW'],
  ['unlike: SERVICE_NO_DELETE, likewise', inS(''), proto3('message A {} message B {}'), 'FPJW'],
  ['ENUM_VALUE_NO_DELETE', inE('X = 0; Y = 1;'), inE('X = 0;'), 'FPJW'],
  ['…UNLESS_NUMBER_RESERVED', inE('X = 0; Y = 1;'), inE('reserved "Y"; X = 0;'), 'FPJW'],
  ['…UNLESS_NAME_RESERVED', inE('X = 0; Y = 1;'), inE('reserved 1; X = 0;'), 'FPJ'],
  ['…both reserved', inE('X = 0; Y = 1;'), inE('reserved 1; reserved "Y"; X = 0;'), 'FP'],
  ['ENUM_VALUE_SAME_NAME', inE('X = 0; Y = 1;'), inE('X = 0; Z = 1;'), 'FPJ'],
  [
    'ENUM_VALUE_SAME_NAME, an alias goes',
    inE('option allow_alias = true; X = 0; Y = 1; Z = 1;'),
    inE('X = 0; Y = 1;'),
    'FPJ',
  ],
  ['a value more', inE('X = 0;'), inE('X = 0; Y = 1;'), ''],
  ['FIELD_NO_DELETE', inA('int32 a = 1; int32 b = 2;'), inA('int32 a = 1;'), 'FPJW'],
  ['…UNLESS_NUMBER_RESERVED', inA('int32 a = 1;'), inA('reserved "a";'), 'FPJW'],
  ['…UNLESS_NAME_RESERVED', inA('int32 a = 1;'), inA('reserved 1;'), 'FPJ'],
  ['…both reserved', inA('int32 a = 1;'), inA('reserved 1; reserved "a";'), 'FP'],
  ['a field more', inA('int32 a = 1;'), inA('int32 a = 1; int32 b = 2;'), ''],
  ['FIELD_SAME_NAME', inA('int32 a = 1;'), inA('int32 b = 1;'), 'FPJ'],
  [
    'unlike: FIELD_SAME_NAME, JSON stays the same',
    inA('int32 a = 1;'),
    inA('int32 b = 1 [json_name = "a"];'),
    'FP',
  ],
  ['FIELD_SAME_JSON_NAME', inA('int32 a = 1;'), inA('int32 a = 1 [json_name = "b"];'), 'FPJ'],
  ['FIELD_SAME_TYPE', inA('int32 a = 1;'), inA('uint32 a = 1;'), 'FP'],
  ['FIELD_WIRE_JSON_COMPATIBLE_TYPE', inA('int32 a = 1;'), inA('int64 a = 1;'), 'FPJ'],
  ['FIELD_WIRE_COMPATIBLE_TYPE', inA('int32 a = 1;'), inA('sint32 a = 1;'), 'FPJW'],
  ['…string to bytes', inA('string a = 1;'), inA('bytes a = 1;'), 'FPJ'],
  ['…bytes to string', inA('bytes a = 1;'), inA('string a = 1;'), 'FPJW'],
  ['…float to double', inA('float a = 1;'), inA('double a = 1;'), 'FPJW'],
  ['…message to message', inA('message B {} message C {} B a = 1;'), inA('message B {} message C {} C a = 1;'), 'FPJW'], // prettier-ignore
  [
    'unlike: …enum to its number, the same on the wire',
    proto3('enum E { X = 0; } message A { E a = 1; }'),
    proto3('enum E { X = 0; } message A { int32 a = 1; }'),
    'FPJ',
  ],
  ['…a group', inA2('optional group G = 1 { }'), inA2('message G {} optional G g = 1;'), 'FPJW'],
  [
    '…delimited',
    edition('message B {} message A { B b = 1; }'),
    edition('message B {} message A { B b = 1 [features.message_encoding = DELIMITED]; }'),
    'FPJW',
  ],
  ['FIELD_SAME_CARDINALITY', inA('int32 a = 1;'), inA('optional int32 a = 1;'), 'FP'],
  ['FIELD_WIRE_COMPATIBLE_CARDINALITY', inA('string a = 1;'), inA('repeated string a = 1;'), 'FPJW'],
  [
    '…a map as a list of entries',
    inA('map<string, int32> a = 1;'),
    inA('message AEntry { string key = 1; int32 value = 2; } repeated AEntry a = 1;'),
    'FPJ',
  ],
  ['…keys of a map', inA('map<string, string> a = 1;'), inA('map<int32, string> a = 1;'), 'FPJW'],
  ['MESSAGE_SAME_REQUIRED_FIELDS', inA2('optional int32 a = 1;'), inA2('required int32 a = 1;'), 'FPJW'],
  ['…added', inA2('optional int32 a = 1;'), inA2('optional int32 a = 1; required int32 b = 2;'), 'FPJW'],
  [
    '…by an edition',
    inA23('int32 a = 1;'),
    inA23('int32 a = 1 [features = { field_presence: LEGACY_REQUIRED }];'),
    'FPJW',
  ],
  ['FIELD_SAME_DEFAULT', inA2('optional int32 a = 1;'), inA2('optional int32 a = 1 [default = 7];'), 'FPJW'],
  ['…the one it has anyway', inA2('optional int32 a = 1;'), inA2('optional int32 a = 1 [default = 0];'), ''],
  ['FIELD_SAME_ONEOF', inA('int32 a = 1; int32 b = 2;'), inA('oneof o { int32 a = 1; int32 b = 2; }'), 'FPJW'], // prettier-ignore
  [
    '…from one to another',
    inA('oneof o { int32 a = 1; } oneof p { int32 b = 2; int32 c = 3; }'),
    inA('oneof o { int32 a = 1; int32 b = 2; } oneof p { int32 c = 3; }'),
    'FPJW',
  ],
  [
    'unlike: …another name of a oneof, which no message holds',
    inA('oneof o { int32 a = 1; int32 b = 2; }'),
    inA('oneof q { int32 a = 1; int32 b = 2; }'),
    'FP',
  ],
  ['a member more', inA('oneof o { int32 a = 1; }'), inA('oneof o { int32 a = 1; int32 b = 2; }'), ''],
  ['RESERVED_MESSAGE_NO_DELETE', inA('reserved 2 to 9;'), inA('reserved 2 to 5;'), 'FPJW'],
  ['…a name', inA('reserved "b";'), inA(''), 'FPJW'],
  ['…more is fine', inA('reserved 2 to 5;'), inA('reserved 2 to max;'), ''],
  ['RESERVED_ENUM_NO_DELETE', inE('reserved 5; X = 0;'), inE('X = 0;'), 'FPJW'],
  ['…a name', inE('reserved "Y"; X = 0;'), inE('X = 0;'), 'FPJW'],
  ['EXTENSION_MESSAGE_NO_DELETE', inA2('extensions 100 to 200;'), inA2('extensions 100 to 150;'), 'FP'],
  [
    'EXTENSION_NO_DELETE',
    proto2(
      'message A { extensions 100 to 200; } extend A { optional int32 e = 100; optional int32 f = 101; }',
    ),
    proto2('message A { extensions 100 to 200; } extend A { optional int32 f = 101; }'),
    'FP',
  ],
  [
    'FIELD_WIRE_COMPATIBLE_TYPE of an extension',
    proto2('message A { extensions 100 to 200; } extend A { optional int32 e = 100; }'),
    proto2('message A { extensions 100 to 200; } extend A { optional string e = 100; }'),
    'FPJW',
  ],
  ['FILE_SAME_PACKAGE', inA(''), inA('').replace('shop.v1', 'shop.v2'), 'FPJW'],
  ['FILE_SAME_SYNTAX', inA23('repeated int32 a = 1;'), inA('repeated int32 a = 1;'), 'FP'],
  ['FILE_SAME_GO_PACKAGE', proto3('option go_package = "a/b";'), proto3('option go_package = "a/c";'), 'FP'],
  ['…JAVA_MULTIPLE_FILES as it is anyway', proto3(''), proto3('option java_multiple_files = false;'), ''],
  ['FIELD_SAME_JSTYPE', inA('int64 a = 1;'), inA('int64 a = 1 [jstype = JS_STRING];'), 'FP'],
  ['FIELD_SAME_CPP_STRING_TYPE', inA('string a = 1;'), inA('string a = 1 [ctype = CORD];'), 'FP'],
  [
    'FIELD_SAME_UTF8_VALIDATION',
    inA23('string a = 1;'),
    inA23('string a = 1 [features.utf8_validation = NONE];'),
    'FP',
  ],
  [
    'MESSAGE_NO_REMOVE_STANDARD_DESCRIPTOR_ACCESSOR',
    inA(''),
    inA('option no_standard_descriptor_accessor = true;'),
    'FP',
  ],
  [
    'MESSAGE_SAME_JSON_FORMAT',
    inA23('int32 a = 1;'),
    inA23('option features.json_format = LEGACY_BEST_EFFORT; int32 a = 1;'),
    'FPJ',
  ],
  [
    'ENUM_SAME_JSON_FORMAT',
    edition('enum E { X = 0; }'),
    edition('enum E { option features.json_format = LEGACY_BEST_EFFORT; X = 0; }'),
    'FPJ',
  ],
  [
    'ENUM_SAME_TYPE',
    edition('enum E { X = 0; }'),
    edition('enum E { option features = { enum_type: CLOSED }; X = 0; }'),
    'FP',
  ],
  ['deprecation', inA('int32 a = 1;'), inA('option deprecated = true; int32 a = 1 [deprecated = true];'), ''],
];
