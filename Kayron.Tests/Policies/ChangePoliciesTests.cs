using Kayron.Core.Changes;
using Kayron.Core.Configuration;
using Kayron.Core.Policies;
using Kayron.Core.Policies.Rules;
using Kayron.Core.Reconcile.Ports;
using Kayron.Tests.Support;

namespace Kayron.Tests.Policies;

public sealed class ChangePoliciesTests
{
    [Theory]
    [InlineData("CREATE_COMPLETE", Verdict.Allow)]
    [InlineData("UPDATE_COMPLETE", Verdict.Allow)]
    [InlineData("UPDATE_ROLLBACK_COMPLETE", Verdict.Allow)]
    [InlineData("IMPORT_COMPLETE", Verdict.Allow)]
    [InlineData("IMPORT_ROLLBACK_COMPLETE", Verdict.Allow)]
    [InlineData("UPDATE_IN_PROGRESS", Verdict.Hold)]
    [InlineData("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", Verdict.Hold)]
    [InlineData("UPDATE_ROLLBACK_IN_PROGRESS", Verdict.Hold)]
    [InlineData("REVIEW_IN_PROGRESS", Verdict.Deny)]
    [InlineData("UPDATE_ROLLBACK_FAILED", Verdict.Deny)]
    [InlineData("UPDATE_FAILED", Verdict.Deny)]
    [InlineData("CREATE_FAILED", Verdict.Deny)]
    [InlineData("ROLLBACK_COMPLETE", Verdict.Deny)]
    [InlineData("ROLLBACK_FAILED", Verdict.Deny)]
    [InlineData("DELETE_FAILED", Verdict.Deny)]
    [InlineData("DELETE_COMPLETE", Verdict.Deny)]
    [InlineData("IMPORT_ROLLBACK_FAILED", Verdict.Deny)]
    [InlineData("SOMETHING_NEW", Verdict.Deny)]
    public void A_stack_is_updated_only_from_a_status_that_allows_it(string status, Verdict verdict) =>
        Assert.Equal(verdict, new StackStatusPolicy().Judge(Facts.Change with { Stack = Facts.Stack with { Status = status } }).Verdict);

    [Fact]
    public void A_failed_rollback_says_what_a_person_must_do() =>
        Assert.Contains("continue-update-rollback --stack-name server-production", new StackStatusPolicy().Judge(Facts.Change with { Stack = Facts.Stack with { Status = "UPDATE_ROLLBACK_FAILED" } }).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData(null, null, Verdict.Hold)]
    [InlineData("production", null, Verdict.Hold)]
    [InlineData("staging", null, Verdict.Allow)]
    [InlineData("production", "api", Verdict.Allow)]
    public void A_pause_holds_the_environments_it_is_meant_for_and_not_the_change_where_it_is_one_services(string? environment, string? service, Verdict verdict) =>
        Assert.Equal(verdict, new PausePolicy().Judge(Facts.Change with { Pauses = [new Pause(1, environment, service, "incident", "Ada", Facts.Now, null)] }).Verdict);

    [Fact]
    public void A_pause_ends_by_itself_and_says_when()
    {
        var pause = new Pause(1, "production", null, "incident", "Ada", Facts.Now, Facts.Now.AddHours(1));
        Assert.Equal(Facts.Now.AddHours(1), new PausePolicy().Judge(Facts.Change with { Pauses = [pause] }).Until);
        Assert.Equal(Verdict.Allow, new PausePolicy().Judge(Facts.Change with { Pauses = [pause], Now = Facts.Now.AddHours(1) }).Verdict);
    }

    [Fact]
    public void What_failed_is_not_tried_again() =>
        Assert.Equal(Verdict.Deny, new RetryPolicy().Judge(Facts.Change with { FailedBefore = Facts.Now }).Verdict);

    [Theory]
    [InlineData(0, 0, Verdict.Allow)]
    [InlineData(1, 0, Verdict.Approve)]
    [InlineData(1, 1, Verdict.Allow)]
    [InlineData(2, 1, Verdict.Approve)]
    [InlineData(2, 2, Verdict.Allow)]
    public void As_many_people_as_required_must_approve(int required, int given, Verdict verdict)
    {
        var approvals = Enumerable.Range(0, given).Select(person => Facts.Approval($"person{person}")).ToList();
        Assert.Equal(verdict, new ApprovalPolicy().Judge(Requiring(required) with { Approvals = approvals }).Verdict);
    }

    [Fact]
    public void One_person_twice_is_one_approval() =>
        Assert.Equal(Verdict.Approve, new ApprovalPolicy().Judge(Requiring(2) with { Approvals = [Facts.Approval("ada"), Facts.Approval("ada")] }).Verdict);

    public static TheoryData<ResourceChange, Verdict, string> Destruction() => new()
    {
        { Facts.Resource("Table", "AWS::DynamoDB::Table", "Remove"), Verdict.Approve, "Table" },
        { Facts.Resource("Table", "AWS::DynamoDB::Table", "Modify", "True"), Verdict.Approve, "Table" },
        { Facts.Resource("Table", "AWS::DynamoDB::Table", "Modify", "Conditional", Property("Static", "Always")), Verdict.Approve, "Table" },
        { Facts.Resource("Table", "AWS::DynamoDB::Table", "Modify", "Conditional", Property("Dynamic", "Always")), Verdict.Approve, "" },
        { Facts.Resource("Table", "AWS::DynamoDB::Table", "Modify", "False"), Verdict.Allow, "" },
        { Facts.Resource("Table", "AWS::DynamoDB::Table", "Add"), Verdict.Allow, "" },
        { Facts.Resource("Task", "AWS::ECS::TaskDefinition", "Modify", "True"), Verdict.Allow, "" },
        { Facts.Resource("Database", "AWS::RDS::DBInstance", "Dynamic"), Verdict.Approve, "" },
    };

    [Theory]
    [MemberData(nameof(Destruction))]
    public void What_destroys_state_needs_a_person_who_types_its_name(ResourceChange resource, Verdict verdict, string confirm)
    {
        var decision = new DestructiveChangePolicy().Judge(Facts.Change with { Effects = Facts.NoEffects with { Resources = [resource] } });
        Assert.Equal(verdict, decision.Verdict);
        Assert.Equal(confirm, string.Join(',', decision.Confirmations ?? []));
    }

    [Fact]
    public void Only_the_typed_name_of_every_destroyed_resource_confirms()
    {
        var facts = Facts.Change with { Effects = Facts.NoEffects with { Resources = [Facts.Resource("Table", "AWS::DynamoDB::Table", "Remove"), Facts.Resource("Bucket", "AWS::S3::Bucket", "Remove")] } };
        Assert.Equal(Verdict.Approve, new DestructiveChangePolicy().Judge(facts with { Approvals = [Facts.Approval("ada", "Table")] }).Verdict);
        Assert.Equal(Verdict.Allow, new DestructiveChangePolicy().Judge(facts with { Approvals = [Facts.Approval("ada", "Table", "Bucket")] }).Verdict);
    }

    [Fact]
    public void Unknown_nested_effects_need_a_person()
    {
        var facts = Facts.Change with { Effects = Facts.NoEffects with { NestedKnown = false } };
        Assert.Equal(Verdict.Approve, new DestructiveChangePolicy().Judge(facts).Verdict);
        Assert.Equal(Verdict.Allow, new DestructiveChangePolicy().Judge(facts with { Approvals = [Facts.Approval("ada")] }).Verdict);
    }

    [Fact]
    public void A_guard_without_types_denies()
    {
        var environment = Facts.Environment with { Policies = new PolicySettings { DestructiveChange = new DestructiveChangeSettings(true, []) } };
        Assert.Equal(Verdict.Deny, new DestructiveChangePolicy().Judge(Facts.Change with { Environment = environment }).Verdict);
    }

    [Fact]
    public void Without_a_change_set_its_effects_are_unknown() =>
        Assert.Equal(Verdict.Unknown, new DestructiveChangePolicy().Judge(Facts.Change with { Effects = null }).Verdict);

    [Fact]
    public void An_evaluation_that_throws_denies()
    {
        var decision = Assert.Single(ChangePolicies.Judge([new Broken()], Facts.Change));
        Assert.Equal((Verdict.Deny, "could not be evaluated: no facts"), (decision.Verdict, decision.Reason));
    }

    [Fact]
    public void An_empty_list_of_policies_denies() => Assert.Equal(Verdict.Deny, Assert.Single(ChangePolicies.Judge([], Facts.Change)).Verdict);

    [Fact]
    public void The_strictest_wins_and_the_first_of_equals_speaks()
    {
        Decision[] decisions = [new("a", Verdict.Approve, "1"), new("b", Verdict.Hold, "2"), new("c", Verdict.Allow, "3"), new("d", Verdict.Hold, "4")];
        Assert.Equal("2", Verdicts.Strictest(decisions).Reason);
    }

    private static ChangeFacts Requiring(int approvals) =>
        Facts.Change with { Environment = Facts.Environment with { Policies = new PolicySettings { Approval = new ApprovalSettings(approvals) } } };

    private static PropertyChange Property(string evaluation, string recreation) => new("Properties", "KeySchema", evaluation, recreation, "DirectModification", null, null, null);

    private sealed class Broken : IPolicy
    {
        public string Name => "Broken";

        public Decision Judge(ChangeFacts facts) => throw new InvalidOperationException("no facts");
    }
}
