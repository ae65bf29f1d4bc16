using Kayron.Core.Queries;

namespace Kayron.Tests.Support;

public sealed partial class DashboardWorld
{
    public const string WaitingFingerprint = "c41f9ae07b5d4c2f9a8e1d3b6c5f4e2d1a0b9c8d7e6f5a4b3c2d1e0f9a8b7c6d";

    private static readonly ChangedRelease ApiToProduction =
        new("api", "v1.8.2", "v1.9.0", "https://github.com/acme/api/compare/v1.8.2...v1.9.0", "minor", new(14, ["Grace", "Linus"], true));

    private static readonly ChangedRelease WebToProduction =
        new("web", "v3.1.0", "v3.1.1", "https://github.com/acme/web/compare/v3.1.0...v3.1.1", "patch", new(1, ["Ada"], true));

    private static readonly ChangedRelease ApiToStaging =
        new("api", "v1.9.0", "v1.9.1", "https://github.com/acme/api/compare/v1.9.0...v1.9.1", "patch", new(3, ["Linus"], true));

    private static readonly ChangedRelease SearchToTesting =
        new("search", SearchFrom, SearchTo, $"https://github.com/acme/search/compare/{SearchFrom}...{SearchTo}", "branch", new(2, ["Grace"], true));

    private static ChangeSummary WaitingSummary() => new(
        "ch-production", "production", "awaiting-approval", WaitingFingerprint, Ago(12), [ApiToProduction, WebToProduction], "Needs 1 more approval.", 1, 2, 0, 0, null);

    private static ChangeSummary DeployingSummary() => new(
        "ch-staging", "staging", "executing", "7be210aa", Ago(3), [ApiToStaging], "Deployment 214 is running.", 0, 0, 1, 0, 214);

    /// <summary>Waits for its second approval.</summary>
    public static ChangeView AwaitingApproval() => new(
        "ch-production", "production", "awaiting-approval", WaitingFingerprint, Ago(12), null, "7d1830dd2b6c4e8f0a1b2c3d4e5f60718293a4b5", "server-production",
        "kayron-ch-production-1", [ApiToProduction, WebToProduction],
        [new("ApiVersion", "v1.8.2", "v1.9.0"), new("WebVersion", "v3.1.0", "v3.1.1")],
        [
            new("ApiTaskDefinition", "AWS::ECS::TaskDefinition", "replace", "True", "certain", "Api", false, [new("ContainerDefinitions", "api:v1.8.2", "api:v1.9.0", "ApiVersion")]),
            new("WebTaskDefinition", "AWS::ECS::TaskDefinition", "replace", "True", "certain", "Web", false, [new("ContainerDefinitions", "web:v3.1.0", "web:v3.1.1", "WebVersion")]),
            new("ApiService", "AWS::ECS::Service", "modify", "False", "certain", "Api", false, [new("TaskDefinition", null, null, "ApiTaskDefinition")]),
            new("WebService", "AWS::ECS::Service", "modify", "False", "certain", "Web", false, [new("TaskDefinition", null, null, "WebTaskDefinition")]),
        ],
        [], ProductionDecisions(), [new("sandbox:linus", "Linus", "approved", "dashboards look fine", Ago(5))], 2, [], true,
        "Needs 1 more approval.", [], null, null);

    /// <summary>Removes a bucket, perhaps replaces a database, changes templates, and cannot see into nested stacks.</summary>
    public static ChangeView Destructive() => AwaitingApproval() with
    {
        Id = "ch-destructive",
        Resources =
        [
            new("UploadsBucket", "AWS::S3::Bucket", "remove", null, "certain", "Storage", true, []),
            new("Database", "AWS::RDS::DBInstance", "maybe-replace", "Conditional", "guess", "Storage", true, [new("DBInstanceClass", "db.t4g.medium", "db.r8g.large", "DatabaseClass")]),
            .. AwaitingApproval().Resources,
            new("QueueAlarm", "AWS::CloudWatch::Alarm", "add", null, "certain", "", false, []),
        ],
        Parameters = [.. AwaitingApproval().Parameters, new("DatabaseClass", "db.t4g.medium", "db.r8g.large"), new("AlarmTopic", null, "arn:aws:sns:us-west-2:123456789012:alarms")],
        Templates = [new("cloudformation/storage.yaml", StorageDiff), new("cloudformation/index.yaml", LongDiff())],
        Confirmations = ["UploadsBucket", "Database"],
        NestedEffectsKnown = false,
        Warnings = ["The repository web has mutable tags: v3.1.1 could come to mean another image."],
    };

    private static ChangeView Superseded() => AwaitingApproval() with
    {
        Id = "ch-superseded",
        State = "superseded",
        Fingerprint = "88aa01ff",
        EndedAt = Ago(12),
        SupersededBy = "ch-production",
        Waiting = "Superseded by another change.",
    };

    private static ChangeView FailedSearch() => AwaitingApproval() with
    {
        Id = "ch-search",
        Environment = "testing",
        State = "failed",
        Fingerprint = "e01b77aa",
        Releases = [SearchToTesting],
        Stack = "server-testing",
        Approvals = [],
        Required = 0,
        EndedAt = Ago(31),
        DeploymentId = 212,
        Waiting = "Failed and was rolled back.",
        Parameters = [new("SearchVersion", SearchFrom, SearchTo)],
        Retryable = true,
    };

    private static ChangeView DeployingApi() => AwaitingApproval() with
    {
        Id = "ch-staging",
        Environment = "staging",
        State = "executing",
        Fingerprint = "7be210aa",
        Releases = [ApiToStaging],
        Stack = "server-staging",
        Approvals = [],
        Required = 0,
        DeploymentId = 214,
        Waiting = "Deployment 214 is running.",
        Parameters = [new("ApiVersion", "v1.9.0", "v1.9.1")],
    };

    private const string StorageDiff = """
        --- cloudformation/storage.yaml
        +++ cloudformation/storage.yaml
        @@ -12,11 +12,6 @@
         Resources:
           Database:
             Type: AWS::RDS::DBInstance
             Properties:
        -      DBInstanceClass: db.t4g.medium
        +      DBInstanceClass: !Ref DatabaseClass
               Engine: postgres
        -  UploadsBucket:
        -    Type: AWS::S3::Bucket
        -    Properties:
        -      BucketName: !Sub uploads-${Environment}
        """;

    private static string LongDiff() =>
        "--- cloudformation/index.yaml\n+++ cloudformation/index.yaml\n@@ -1,400 +1,400 @@\n"
        + string.Join('\n', Enumerable.Range(1, 400).Select(line => line % 3 == 0 ? $"+  Line{line}: \"<b>&\"" : line % 7 == 0 ? $"-  Line{line}: old" : $"   Line{line}: same"));
}
