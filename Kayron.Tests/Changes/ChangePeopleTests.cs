using Kayron.Core.Changes;
using Kayron.Core.Reconcile.Ports;

namespace Kayron.Tests.Changes;

public sealed class ChangePeopleTests
{
    private const string Wrote = "wrote a commit in api";

    [Theory]
    [InlineData("ada", "ada@example.org", "ada")]
    [InlineData(null, "12345+ada@users.noreply.github.com", "ada")]
    [InlineData(null, "ada@users.noreply.github.example.org", "ada")]
    [InlineData(null, "ADA@Example.org", "ada")]
    public void A_person_is_found_by_account_by_GitHubs_own_address_or_by_an_address_of_another_commit(string? login, string email, string expected)
    {
        var people = ChangePeople.Of([(new CommitPerson("ada", "Ada", "ada@example.org"), "tagged api v1"), (new CommitPerson(login, "A. Lovelace", email), Wrote)], []);
        Assert.Equal(expected, Assert.Single(people.Known).Login);
        Assert.Empty(people.Unknown);
        Assert.Equal("tagged api v1", people.FindContribution("Ada"));
        Assert.Null(people.FindContribution("grace"));
    }

    [Fact]
    public void Who_cannot_be_mapped_and_what_was_cut_off_is_told_once()
    {
        var stranger = (new CommitPerson(null, "Jane", "jane@example.org"), Wrote);
        var people = ChangePeople.Of([stranger, stranger, (new CommitPerson(null, "Nobody", null), Wrote)], ["api has 5000 commits, of which GitHub shows 1000"]);
        Assert.Empty(people.Known);
        Assert.Equal(
            ["api has 5000 commits, of which GitHub shows 1000", "Jane wrote a commit in api and cannot be told from an approver", "Nobody wrote a commit in api and cannot be told from an approver"],
            people.Unknown);
    }

    [Fact]
    public void Nobody_is_no_contributor() => Assert.Null(ChangePeople.Of([], []).FindContribution(null));
}
