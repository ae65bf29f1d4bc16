using CsCheck;
using Kayron.Core.Policies.Access;
using Kayron.Core.Reconcile.Ports;
using Kayron.Tests.Support;

namespace Kayron.Tests.Policies.Access;

public sealed class AccessComparisonTests
{
    private const string Later = "{{changeSet:KNOWN_AFTER_APPLY}}";
    private const string ReadInvoices = """{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"], "Resource": ["arn:aws:s3:::invoices", "arn:aws:s3:::invoices/*"] }""";
    private const string DenyDelete = """{ "Effect": "Deny", "Action": "s3:Delete*", "Resource": "*" }""";

    /// <summary>Statements before, statements after, what is told.</summary>
    [Theory]
    // Written otherwise, it means the same.
    [InlineData(ReadInvoices, ReadInvoices, "")]
    [InlineData(ReadInvoices, """{ "effect": "Allow", "Resource": ["arn:aws:s3:::invoices/*", "arn:aws:s3:::invoices"], "Action": ["S3:listbucket", "s3:GETOBJECT"], "Sid": "Read" }""", "")]
    [InlineData("""{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*" }""", """{ "Effect": "Allow", "Action": ["sqs:SendMessage"], "Resource": ["*"] }""", "")]
    // One statement split into two, and two joined.
    [InlineData(ReadInvoices, """{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*" }, { "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::invoices" }""", "")]
    [InlineData("""{ "Effect": "Allow", "Action": "a:b", "Resource": "*" }, { "Effect": "Allow", "Action": "a:c", "Resource": "*" }""", """{ "Effect": "Allow", "Action": ["a:b", "a:c"], "Resource": "*" }""", "")]
    // Wildcards made narrower and wider.
    [InlineData("""{ "Effect": "Allow", "Action": "s3:*", "Resource": "*" }""", ReadInvoices, "")]
    [InlineData("""{ "Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::a*" }""", """{ "Effect": "Allow", "Action": "s3:GetObject*", "Resource": "arn:aws:s3:::abc/*" }""", "")]
    [InlineData(ReadInvoices, """{ "Effect": "Allow", "Action": "s3:*", "Resource": ["arn:aws:s3:::invoices", "arn:aws:s3:::invoices/*"] }""", "Role allows s3:* on arn:aws:s3:::invoices, arn:aws:s3:::invoices/*")]
    [InlineData(ReadInvoices, """{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"], "Resource": "*" }""", "Role allows s3:getobject, s3:listbucket on *")]
    [InlineData("""{ "Effect": "Allow", "Action": "s3:Get?bject", "Resource": "*" }""", """{ "Effect": "Allow", "Action": "s3:Get*bject", "Resource": "*" }""", "Role allows s3:get*bject on *")]
    // Only what is new is named.
    [InlineData(ReadInvoices, """{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::invoices/*" }""", "Role allows s3:putobject on arn:aws:s3:::invoices/*")]
    [InlineData("", ReadInvoices, "Role allows s3:getobject, s3:listbucket on arn:aws:s3:::invoices, arn:aws:s3:::invoices/*")]
    [InlineData(ReadInvoices, "", "")]
    // Conditions narrow; without them it is wider.
    [InlineData(ReadInvoices, """{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*", "Condition": { "Bool": { "aws:SecureTransport": true } } }""", "")]
    [InlineData("""{ "Effect": "Allow", "Action": "a:b", "Resource": "*", "Condition": { "Bool": { "aws:SecureTransport": "true" } } }""", """{ "Effect": "Allow", "Action": "a:b", "Resource": "*", "Condition": { "bool": { "AWS:SecureTransport": [true] } } }""", "")]
    [InlineData("""{ "Effect": "Allow", "Action": "a:b", "Resource": "*", "Condition": { "Bool": { "aws:SecureTransport": "true" } } }""", """{ "Effect": "Allow", "Action": "a:b", "Resource": "*" }""", "Role allows a:b on *")]
    // Deny statements: removed or narrowed is wider, widened or moved is not.
    [InlineData(DenyDelete, "", "Role no longer denies s3:delete* on *")]
    [InlineData(DenyDelete, """{ "Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "*" }""", "Role no longer denies s3:delete* on *")]
    [InlineData(DenyDelete, """{ "Effect": "Deny", "Action": "s3:*", "Resource": "*" }""", "")]
    [InlineData(DenyDelete, """{ "Effect": "Deny", "Action": "s3:Delete*", "Resource": "*", "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "false" } } }""", "Role no longer denies s3:delete* on *")]
    [InlineData("", DenyDelete, "")]
    // What is said in the negative is broad.
    [InlineData("""{ "Effect": "Allow", "NotAction": "iam:*", "Resource": "*" }""", """{ "Effect": "Allow", "NotAction": ["IAM:*"], "Resource": "*" }""", "")]
    [InlineData("""{ "Effect": "Allow", "NotAction": ["iam:*", "kms:*"], "Resource": "*" }""", """{ "Effect": "Allow", "NotAction": "iam:*", "Resource": "*" }""", "Role allows all but some on *")]
    [InlineData("""{ "Effect": "Allow", "Action": "*", "Resource": "*" }""", """{ "Effect": "Allow", "NotAction": "iam:*", "Resource": "*" }""", "Role allows all but some on *")]
    // What only the update tells.
    [InlineData(ReadInvoices, $$"""{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "{{Later}}" }""", "? Role allows s3:getobject on what is known after the update")]
    [InlineData("""{ "Effect": "Allow", "Action": "s3:*", "Resource": "*" }""", $$"""{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "{{Later}}" }""", "")]
    // What nobody can read.
    [InlineData(ReadInvoices, """{ "Effect": "allow", "Action": "s3:GetObject", "Resource": "*" }""", "? Role may grant more: its values cannot be told")]
    public void A_policy_is_compared_by_what_it_means(string before, string after, string told) => Assert.Equal(
        told, Told(Role("Modify", $$"""{ "Policies": [ { "PolicyName": "p", "PolicyDocument": { "Statement": [ {{before}} ] } } ] }""", $$"""{ "Policies": [ { "PolicyName": "q", "PolicyDocument": { "Statement": [ {{after}} ] } } ] }""")));

    [Theory]
    [InlineData("AWS::IAM::Role", """{ "ManagedPolicyArns": ["arn:aws:iam::aws:policy/ReadOnlyAccess"] }""", """{ "ManagedPolicyArns": ["arn:aws:iam::aws:policy/AdministratorAccess", "arn:aws:iam::aws:policy/ReadOnlyAccess"] }""", "Role attaches arn:aws:iam::aws:policy/AdministratorAccess")]
    [InlineData("AWS::IAM::Role", """{ "ManagedPolicyArns": ["a", "b"] }""", """{ "ManagedPolicyArns": ["b"] }""", "")]
    [InlineData("AWS::IAM::Role", """{ "PermissionsBoundary": "arn:aws:iam::1:policy/b" }""", "{}", "Role leaves its permissions boundary arn:aws:iam::1:policy/b")]
    [InlineData("AWS::IAM::Role", "{}", """{ "PermissionsBoundary": "arn:aws:iam::1:policy/b" }""", "")]
    [InlineData("AWS::IAM::Role",
        """{ "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "Service": "ecs-tasks.amazonaws.com" }, "Action": "sts:AssumeRole" } } }""",
        """{ "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": [ { "Effect": "Allow", "Principal": { "Service": ["ecs-tasks.amazonaws.com", "lambda.amazonaws.com"], "AWS": "123456789012" }, "Action": ["sts:AssumeRole"] } ] } }""",
        "Role allows sts:assumerole to Service lambda.amazonaws.com, AWS arn:aws:iam::123456789012:root")]
    [InlineData("AWS::IAM::Role",
        """{ "AssumeRolePolicyDocument": { "Statement": { "Effect": "Allow", "Principal": { "AWS": "123456789012" }, "Action": "sts:AssumeRole" } } }""",
        """{ "AssumeRolePolicyDocument": { "Statement": { "Effect": "Allow", "Principal": { "AWS": ["arn:aws:iam::123456789012:root"] }, "Action": "sts:AssumeRole" } } }""", "")]
    [InlineData("AWS::IAM::Policy", """{ "Roles": ["api"], "PolicyDocument": { "Statement": [] } }""", """{ "Roles": ["api", "web"], "PolicyDocument": { "Statement": [] } }""", "Role attaches web")]
    [InlineData("AWS::S3::BucketPolicy", """{ "PolicyDocument": { "Statement": [] } }""",
        """{ "PolicyDocument": { "Statement": [ { "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::uploads/*" } ] } }""", "Role allows s3:getobject on arn:aws:s3:::uploads/* to *")]
    [InlineData("AWS::SQS::QueuePolicy", """{ "PolicyDocument": { "Statement": [ { "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "SQS:*", "Resource": "*" } ] } }""",
        """{ "PolicyDocument": { "Statement": [ { "Effect": "Allow", "Principal": { "Service": "sns.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "q" } ] } }""", "")]
    [InlineData("AWS::SNS::TopicPolicy", """{ "PolicyDocument": { "Statement": [ { "Effect": "Allow", "NotPrincipal": { "AWS": "1" }, "Action": "sns:Publish", "Resource": "t" } ] } }""",
        """{ "PolicyDocument": { "Statement": [ { "Effect": "Allow", "NotPrincipal": { "AWS": "2" }, "Action": "sns:Publish", "Resource": "t" } ] } }""", "Role allows sns:publish on t to all but some")]
    [InlineData("AWS::KMS::Key", """{ "KeyPolicy": { "Statement": [] } }""", """{ "KeyPolicy": { "Statement": [ { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::1:role/x" }, "Action": "kms:Decrypt", "Resource": "*" } ] } }""",
        "Role allows kms:decrypt on * to AWS arn:aws:iam::1:role/x")]
    [InlineData("AWS::Logs::ResourcePolicy", """{ "PolicyDocument": "{\"Statement\":[]}" }""", """{ "PolicyDocument": "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"es.amazonaws.com\"},\"Action\":\"logs:PutLogEvents\",\"Resource\":\"*\"}]}" }""",
        "Role allows logs:putlogevents on * to Service es.amazonaws.com")]
    [InlineData("AWS::Lambda::Permission", """{ "FunctionName": "f", "Action": "lambda:InvokeFunction", "Principal": "s3.amazonaws.com", "SourceArn": "arn:aws:s3:::a" }""",
        """{ "FunctionName": "f", "Action": "lambda:InvokeFunction", "Principal": "s3.amazonaws.com" }""", "Role allows lambda:InvokeFunction on f to s3.amazonaws.com")]
    [InlineData("AWS::Lambda::Permission", """{ "FunctionName": "f", "Action": "lambda:InvokeFunction", "Principal": "s3.amazonaws.com" }""",
        """{ "FunctionName": "f", "Action": "lambda:InvokeFunction", "Principal": "s3.amazonaws.com", "SourceAccount": "1" }""", "")]
    [InlineData("AWS::EC2::VPCEndpoint", """{ "PolicyDocument": { "Statement": [ { "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*" } ] } }""", "{}", "Role allows * on * to *")]
    [InlineData("AWS::EC2::VPCEndpoint", "{}", """{ "PolicyDocument": { "Statement": [ { "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*" } ] } }""", "")]
    [InlineData("AWS::IAM::Role", """{ "Policies": [] }""", $$"""{ "Policies": [ { "PolicyDocument": "{{Later}}" } ] }""", "? Role may grant more: its values cannot be told")]
    [InlineData("AWS::ECS::Service", "{}", """{ "Policies": [ 1 ] }""", "")]
    public void Every_kind_of_resource_is_read_by_what_grants_in_it(string type, string before, string after, string told) => Assert.Equal(told, Told(Resource(type, "Modify", before, after)));

    [Theory]
    [InlineData("""{ "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "10.0.0.0/8" }""", """{ "IpProtocol": "6", "FromPort": "443", "ToPort": "443", "CidrIp": "10.1.0.0/16" }""", "")]
    [InlineData("""{ "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "10.1.0.0/16" }""", """{ "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "10.0.0.0/8" }""", "Group opens tcp 443 in from 10.0.0.0/8")]
    [InlineData("""{ "IpProtocol": "tcp", "FromPort": 1, "ToPort": 1024, "CidrIp": "0.0.0.0/0" }""", """{ "IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "CidrIp": "0.0.0.0/0" }""", "")]
    [InlineData("""{ "IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "CidrIp": "0.0.0.0/0" }""", """{ "IpProtocol": "tcp", "FromPort": 22, "ToPort": 23, "CidrIp": "0.0.0.0/0" }""", "Group opens tcp 22–23 in from 0.0.0.0/0")]
    [InlineData("""{ "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "0.0.0.0/0" }""", """{ "IpProtocol": "-1", "CidrIp": "0.0.0.0/0" }""", "Group opens everything in from 0.0.0.0/0")]
    [InlineData("""{ "IpProtocol": "-1", "SourceSecurityGroupId": "sg-1" }""", """{ "IpProtocol": "udp", "FromPort": 53, "ToPort": 53, "SourceSecurityGroupId": "sg-1" }""", "")]
    [InlineData("""{ "IpProtocol": "-1", "SourceSecurityGroupId": "sg-1" }""", """{ "IpProtocol": "-1", "SourceSecurityGroupId": "sg-2" }""", "Group opens everything in from sg-2")]
    [InlineData("""{ "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "0.0.0.0/0" }""", """{ "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIpv6": "::/0" }""", "Group opens tcp 443 in from ::/0")]
    [InlineData("""{ "IpProtocol": "icmp", "FromPort": 8, "ToPort": -1, "CidrIp": "0.0.0.0/0" }""", """{ "IpProtocol": "icmp", "FromPort": 3, "ToPort": 4, "CidrIp": "0.0.0.0/0" }""", "Group opens icmp 3–4 in from 0.0.0.0/0")]
    [InlineData("""{ "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "0.0.0.0/0", "Description": "a" }""", """{ "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "0.0.0.0/0", "Description": "b" }""", "")]
    public void A_rule_of_a_security_group_is_new_where_none_covers_it(string before, string after, string told) =>
        Assert.Equal(told, Told(Resource("AWS::EC2::SecurityGroup", "Modify", $$"""{ "SecurityGroupIngress": [ {{before}} ] }""", $$"""{ "SecurityGroupIngress": [ {{after}} ] }""", "Group")));

    [Fact]
    public void A_group_without_rules_for_the_way_out_lets_everything_out()
    {
        const string Narrow = """{ "SecurityGroupEgress": [ { "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "10.0.0.0/8" } ] }""";
        Assert.Equal("", Told(Resource("AWS::EC2::SecurityGroup", "Modify", "{}", Narrow, "Group")));
        Assert.Equal("Group opens everything out to 0.0.0.0/0; Group opens everything out to ::/0", Told(Resource("AWS::EC2::SecurityGroup", "Modify", Narrow, "{}", "Group")));
        Assert.Equal("", Told(Resource("AWS::EC2::SecurityGroup", "Remove", Narrow, null, "Group")));
    }

    [Fact]
    public void What_is_added_grants_and_what_is_removed_may_have_denied()
    {
        const string Both = $$"""{ "PolicyDocument": { "Statement": [ {{ReadInvoices}}, {{DenyDelete}} ] } }""";
        Assert.Equal("Role allows s3:getobject, s3:listbucket on arn:aws:s3:::invoices, arn:aws:s3:::invoices/*", Told(Resource("AWS::IAM::Policy", "Add", null, Both)));
        Assert.Equal("Role no longer denies s3:delete* on *", Told(Resource("AWS::IAM::Policy", "Remove", Both, null)));
    }

    [Theory]
    [InlineData("Modify", "Properties", "ManagedPolicyArns", true)]
    [InlineData("Modify", "Properties", "Description", false)]
    [InlineData("Modify", "Tags", null, false)]
    [InlineData("Modify", "Properties", null, true)]
    [InlineData("Dynamic", "Properties", "Description", true)]
    [InlineData("Add", "Properties", "Description", true)]
    public void Without_values_what_may_grant_cannot_be_told(string action, string attribute, string? property, bool told)
    {
        var resource = Facts.Resource("Role", "AWS::IAM::Role", action, null, new PropertyChange(attribute, property, "Static", "Never", null, null, null, null));
        Assert.Equal(told ? "? Role may grant more: its values cannot be told" : "", Told(resource));
    }

    [Fact]
    public void A_resource_in_a_nested_stack_is_named_by_its_path() =>
        Assert.StartsWith("Billing/Role attaches ", Assert.Single(AccessComparison.Of([Role("Modify", "{}", """{ "ManagedPolicyArns": ["a"] }""") with { Stack = "Billing" }])).ToString(), StringComparison.Ordinal);

    [Fact]
    public void More_is_told_of_no_statement_that_was_there_and_of_every_action_that_was_not() => Gen.Select(Gen.Int[0, 5].Array[1, 4], Gen.Int[0, 5].Array[1, 4]).Sample((before, after) =>
    {
        var told = Told(Role("Modify", Policies(before), Policies(after)));
        Assert.Equal(after.Except(before).Any(), told.Length > 0);
        foreach (var added in after.Except(before)) Assert.Contains($"a:{added}", told, StringComparison.Ordinal);
    });

    [Fact]
    public void A_statement_too_large_to_compare_is_taken_for_new()
    {
        string Many(string prefix) => string.Join(',', Enumerable.Range(0, 300).Select(number => $"\"{prefix}:{number}\""));
        var wide = $$"""{ "Policies": [ { "PolicyDocument": { "Statement": [ { "Effect": "Allow", "Action": [ {{Many("a")}} ], "Resource": [ {{Many("r")}} ] } ] } } ] }""";
        Assert.NotEmpty(Told(Role("Modify", """{ "Policies": [ { "PolicyDocument": { "Statement": [ { "Effect": "Allow", "Action": "a:*", "Resource": "r:*" } ] } } ] }""", wide)));
        Assert.Empty(Told(Role("Modify", wide, wide)));
    }

    private static string Policies(int[] actions) =>
        $$"""{ "Policies": [ {{string.Join(',', actions.Select(action => $$"""{ "PolicyDocument": { "Statement": { "Effect": "Allow", "Action": "a:{{action}}", "Resource": "*" } } }"""))}} ] }""";

    private static string Told(ResourceChange resource) =>
        string.Join("; ", AccessComparison.Of([resource]).Select(widening => $"{(widening.IsCertain ? "" : "? ")}{widening}"));

    private static ResourceChange Role(string action, string? before, string? after) => Resource("AWS::IAM::Role", action, before, after);

    private static ResourceChange Resource(string type, string action, string? before, string? after, string logicalId = "Role") => Facts.Resource(logicalId, type, action) with
    {
        Before = before is null ? null : $$"""{ "Properties": {{before}} }""",
        After = after is null ? null : $$"""{ "Properties": {{after}} }""",
    };
}
