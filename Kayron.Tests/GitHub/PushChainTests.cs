using CsCheck;
using Kayron.Core.GitHub;

namespace Kayron.Tests.GitHub;

/// <summary>Commits are letters; <c>AB</c> is a move from A to B, <c>-</c> a branch that is not there.</summary>
public sealed class PushChainTests
{
    [Theory]
    [InlineData("AB", "A", "B")] // the API lags
    [InlineData("AB", "B", "B")] // it has caught up
    [InlineData("AB", "X", "X")] // a third commit: the API is right
    [InlineData("AB BC", "A", "C")]
    [InlineData("BC AB", "A", "C")] // out of order
    [InlineData("BC AB", "B", "C")]
    [InlineData("BC", "A", "A")] // the first has not come yet
    [InlineData("AB BA", "A", "A")] // forced back
    [InlineData("AB BA", "B", "A")]
    [InlineData("BA AB", "A", "A")] // forced back, out of order
    [InlineData("BA AB", "B", "A")]
    [InlineData("AB BA AC", "A", "C")]
    [InlineData("AC BA AB", "B", "C")]
    [InlineData("AB CD", "A", "B")] // a gap: as far as is known
    [InlineData("A-", "A", "-")] // deleted
    [InlineData("-A", "-", "A")] // made
    [InlineData("A- -B", "A", "B")] // deleted and made again
    [InlineData("-B A-", "A", "B")]
    [InlineData("AB AB", "A", "B")] // told by two hooks
    [InlineData("AA", "A", "A")]
    public void A_branch_is_where_its_moves_end(string moves, string shown, string end)
    {
        List<Move> told = [.. moves.Split(' ').Select(move => new Move(Commit(move[0]), Commit(move[1])))];
        Assert.Equal(Commit(end[0]), PushChain.EndOf(told, start: "A", Commit(shown[0])));
    }

    /// <summary>Whatever the order of deliveries, and however far the API lags behind.</summary>
    [Fact]
    public void The_final_commit_wins_in_any_order_of_deliveries() =>
        Gen.Select(Gen.Int[0, 3].Array[1, 8], Gen.Int[0, 8], Gen.Int).Sample((visits, lag, seed) =>
        {
            var walk = visits.Prepend(0).Select(visit => $"{visit}").ToList();
            List<Move> moves = [.. walk.Zip(walk.Skip(1), (before, after) => new Move(before, after)).Where(move => move.Before != move.After)];
            var shown = walk[Math.Min(lag, walk.Count - 1)];
            new Random(seed).Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(moves));
            return PushChain.EndOf(moves, walk[0], shown) == walk[^1];
        });

    private static string? Commit(char letter) => letter == '-' ? null : letter.ToString();
}
