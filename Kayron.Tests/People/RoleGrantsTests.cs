using CsCheck;
using Kayron.Core.Commands;
using Kayron.Core.People;

namespace Kayron.Tests.People;

public sealed class RoleGrantsTests
{
    private static readonly string[] Groups = ["*", "platform", "leads", "other"];

    private static readonly RoleGrants Grants = new(
    [
        new(RoleGrants.Everyone, Actor.Everywhere, Role.Viewer), new("platform", Actor.Everywhere, Role.Operator), new("platform", "production", Role.Approver), new("leads", "production", Role.Administrator),
    ]);

    [Theory]
    [InlineData("", "")]
    [InlineData("*", "* Viewer")]
    [InlineData("*,platform", "* Operator, production Approver")]
    [InlineData("*,Platform,leads", "* Operator, production Administrator")]
    [InlineData("strangers", "")]
    public void The_highest_role_of_all_groups_holds_in_each_environment(string groups, string roles) =>
        Assert.Equal(roles, string.Join(", ", Grants.Of(groups.Split(',', StringSplitOptions.RemoveEmptyEntries)).Select(role => $"{role.Key} {role.Value}")));

    [Fact]
    public void Nobody_gains_by_leaving_a_group() =>
        Gen.Int[0, 3].Select(index => Groups[index]).List[0, 4].Select(Gen.Int[0, 3]).Sample((groups, left) =>
        {
            var before = Grants.Of(groups);
            var after = Grants.Of([.. groups.Where((_, index) => index != left)]);
            return after.All(role => before.TryGetValue(role.Key, out var was) && was >= role.Value);
        });

    [Fact]
    public void A_disabled_account_and_a_provider_that_is_configured_no_longer_give_no_role()
    {
        var roles = new AccountRoles(new Dictionary<string, RoleGrants> { ["github"] = Grants });
        var ada = new Account("github:1", "ada", "Ada", null, [RoleGrants.Everyone], default);
        Assert.NotEmpty(roles.Of(ada));
        Assert.Empty(roles.Of(ada with { DisabledAt = default(DateTimeOffset) }));
        Assert.Empty(roles.Of(ada with { Id = "oidc:https://id.example|1" }));
    }
}
