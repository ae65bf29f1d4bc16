using Kayron.Core.Configuration;

namespace Kayron.Core.Policies;

/// <summary>One gate. Pure: everything it may look at is in the facts. A new one is a file in Rules and a line in <see cref="ChangePolicies"/>.</summary>
public interface IPolicy
{
    /// <summary>As in configuration under <c>Policies</c>.</summary>
    string Name { get; }

    Decision Judge(ChangeFacts facts);

    /// <summary>Whether it holds what goes back, too.</summary>
    bool HoldsRollbacks(PolicySettings policies) => true;
}
